package dev.parley.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.KeyValuePair;

/** The lines that a process logs, as logback.xml has them. */
class LogLineTest {
    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void configure() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogLineTest.class.getResource("/logback.xml")));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\u0000", "\u001b[2J", "\u007f", "\u0085", "\u2028", "\u2029"})
    void whatAClientSentForgesNoLine(String control) {
        String forged = "alice" + control + "12:00:00.000 INFO  AuditTrail security event=\"sign-in\"";

        String line = line("said " + forged, forged);

        assertThat(line).endsWith(System.lineSeparator());
        assertThat(line.substring(0, line.length() - System.lineSeparator().length()))
                .doesNotContain(control)
                .contains("said alice", "userName=\"alice")
                .endsWith("\"");
    }

    private String line(String message, String value) {
        LoggingEvent event = new LoggingEvent(
                LogLineTest.class.getName(), context.getLogger("test"), Level.INFO, message, null, null);
        event.setInstant(Instant.EPOCH);
        event.setKeyValuePairs(List.of(new KeyValuePair("userName", value)));
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                Objects.requireNonNull(context.getLogger("ROOT").getAppender("console"));
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
