package dev.parley.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** The lines of the log, as the processes write them: what strangers wrote makes no line and no escape sequence. */
class LogLinesTest {
    private static final String FORGED = "12:00:00.000 INFO  AuthService signed in userId=\"admin\"";

    private final LoggerContext context = new LoggerContext();
    private OutputStreamAppender<ILoggingEvent> console;

    @BeforeEach
    @SuppressWarnings("unchecked") // as the file has it
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogLinesTest.class.getResource("/logback.xml")));
        console = (OutputStreamAppender<ILoggingEvent>)
                Objects.requireNonNull(context.getLogger("ROOT").getAppender("console"));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private String written(LoggingEvent event) {
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private LoggingEvent event(String message, Throwable cause) {
        return new LoggingEvent("x", context.getLogger("dev.parley.Test"), Level.WARN, message, cause, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u0085", "\u001b[2K\u001b[1A", "\u009b2K", "\0", "\u007f"})
    void aMessageIsOneLine(String evil) {
        String line = written(event("hello " + evil + FORGED, null));

        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line.stripTrailing()).doesNotContain(evil).contains("hello ", FORGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u0085", "\u001b[2K\u001b[1A", "\u009b2K", "\0"})
    void aValueIsInTheSameLine(String evil) {
        LoggingEvent event = event("hello", null);
        event.setKeyValuePairs(List.of(new KeyValuePair("name", "x" + evil + FORGED)));

        String line = written(event);

        assertThat(line.strip().lines()).hasSize(1);
        assertThat(line.stripTrailing()).doesNotContain(evil).contains("name=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", "\u2028", "\u001b[2K\u001b[1A"})
    void anExceptionBeginsNoLineWithWhatItWasTold(String evil) {
        Exception cause = new IllegalStateException("inner" + evil + FORGED);

        String text = written(event("failed", new IllegalArgumentException("outer" + evil + FORGED, cause)));

        assertThat(text.lines().skip(1))
                .isNotEmpty()
                .allMatch(line -> line.matches("(java\\.lang\\.|Caused by: java\\.lang\\.|\tat |\t\\.\\.\\. ).*"));
        assertThat(text).contains("Caused by: ", "\tat dev.parley.platform.LogLinesTest");
    }

    @Test
    void whatIsOrdinaryIsWrittenAsItIs() {
        LoggingEvent event = event("안녕 héllo", null);
        event.setKeyValuePairs(List.of(new KeyValuePair("roomId", "lobby")));

        assertThat(written(event)).endsWith("WARN  Test 안녕 héllo roomId=\"lobby\"" + System.lineSeparator());
    }
}
