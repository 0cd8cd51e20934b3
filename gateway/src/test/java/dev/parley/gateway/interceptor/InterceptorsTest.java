package dev.parley.gateway.interceptor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterceptorsTest {
    private static final InterceptedClient CLIENT =
            new InterceptedClient("s1", "tcp", "192.0.2.1", Optional.empty(), Optional.of("1.2"));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    /** One that does the same with every frame, in and out. */
    private record Doing(int order, UnaryOperator<InterceptedFrame> change) implements FrameInterceptor {
        @Override
        public Set<Command> outbound() {
            return Set.of(Command.MESSAGE);
        }

        @Override
        public InterceptedFrame onInbound(InterceptedFrame frame, InterceptedClient client) {
            return change.apply(frame);
        }

        @Override
        public InterceptedFrame onOutbound(InterceptedFrame frame, InterceptedClient client) {
            return change.apply(frame);
        }
    }

    @Test
    void theyComeByOrderAndThenByName() {
        Interceptors interceptors = interceptors(
                new PoliteRooms(), new Doing(100, frame -> frame), new Doing(-1, frame -> frame.withHeader("a", "1")));

        assertThat(interceptors.names())
                .containsExactly(Doing.class.getName(), Doing.class.getName(), PoliteRooms.class.getName());
    }

    @Test
    void eachSeesWhatTheOneBeforeMadeOfTheFrame() {
        Interceptors interceptors = interceptors(
                new Doing(
                        2,
                        frame -> frame.withHeader("trail", frame.header("trail").orElse("") + "2")),
                new Doing(1, frame -> frame.withHeader("trail", "1")));

        assertThat(interceptors.inbound(send("hi"), CLIENT).getHeader("trail")).isEqualTo("12");
        assertThat(out(interceptors, message()).getHeader("trail")).isEqualTo("12");
    }

    @Test
    void aFrameOfAClientMayGetAnotherBodyAndItsLengthFollows() {
        Interceptors interceptors = interceptors(new PoliteRooms());

        Frame changed = interceptors.inbound(send("darn it"), CLIENT);

        assertThat(changed.getBodyAsString()).isEqualTo("dear me it");
        assertThat(changed.getHeader("content-length")).isEqualTo("10");
        assertThat(changed.getCommand()).isEqualTo(Command.SEND);
    }

    @Test
    void aFrameMayBeRefused() {
        Interceptors interceptors = interceptors(new PoliteRooms());

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> interceptors.inbound(send("hey!!!"), CLIENT))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }

    @Test
    void whatIsWithheldOnTheWayOutIsCounted() {
        Interceptors interceptors = interceptors(new Doing(0, frame -> {
            throw new Refusal(ErrorCode.FORBIDDEN, "no");
        }));

        assertThat(interceptors.outbound(message(), CLIENT)).isEmpty();
        assertThat(counted("parley.interceptors.withheld")).isEqualTo(1);
    }

    @Test
    void aBugOnTheWayOutLeavesTheFrameAsItWas() {
        Interceptors interceptors = interceptors(
                new Doing(0, frame -> frame.withHeader("a", "1")),
                new Doing(1, frame -> {
                    throw new IllegalStateException("bug");
                }),
                new Doing(2, frame -> frame.withBody(new byte[1])));

        Frame written = out(interceptors, message());

        assertThat(written.getHeader("a")).isEqualTo("1");
        assertThat(written.getBodyAsString()).isEqualTo("{}");
        assertThat(counted("parley.interceptors.failed")).isEqualTo(2);
    }

    @Test
    void aBugOnTheWayInIsThrownOn() {
        Interceptors interceptors = interceptors(new Doing(0, frame -> {
            throw new NoClassDefFoundError("gone");
        }));

        assertThatIllegalStateException().isThrownBy(() -> interceptors.inbound(send("hi"), CLIENT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "message-id",
                "subscription",
                "seq",
                "epoch",
                "user",
                "user-id",
                "user-name",
                "content-length",
                "ack",
                "receipt-id",
                "version",
                "session",
                "heart-beat"
            })
    void whatAClientReliesOnCanBeNeitherChangedNorForgedNorTaken(String name) {
        Frame plain = message();
        Frame with = message();
        with.getHeaders().put(name, "true");
        Interceptors forging = interceptors(new Doing(0, frame -> frame.withHeader(name, "false")));
        Interceptors taking = interceptors(new Doing(0, frame -> frame.withoutHeader(name)));

        assertThat(out(forging, plain).getHeaders()).isEqualTo(plain.getHeaders());
        assertThat(out(forging, with).getHeader(name)).isEqualTo("true");
        assertThat(out(taking, with).getHeader(name)).isEqualTo("true");
    }

    @Test
    void anotherFramesBodyOrCommandIsNoChangeOfThisOne() {
        InterceptedFrame another = InterceptedFrame.of(new Frame(Command.ERROR, Map.of(), Buffer.buffer("x")), false);
        Interceptors interceptors = interceptors(new Doing(0, frame -> another));

        assertThat(out(interceptors, message()).getBodyAsString()).isEqualTo("{}");
        assertThatIllegalStateException().isThrownBy(() -> interceptors.inbound(send("hi"), CLIENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\nb", "a\rb", "a\0b"})
    void aHeaderNameThatNotEveryVersionCanCarryIsRefused(String name) {
        InterceptedFrame frame = InterceptedFrame.of(message(), false);

        assertThatIllegalArgumentException().isThrownBy(() -> frame.withHeader(name, "x"));
    }

    @Test
    void aFrameDoesNotSayWhatIsInIt() {
        Frame connect = new Frame(Command.CONNECT, Map.of("passcode", "secret"), Buffer.buffer());

        assertThat(InterceptedFrame.of(connect, true)).asString().doesNotContain("secret");
    }

    @Test
    void withNoneNothingIsWanted() {
        Interceptors none = interceptors();
        Interceptors inboundOnly = interceptors(new FrameInterceptor() {});

        assertThat(none.isEmpty()).isTrue();
        for (Command command : Command.values()) {
            assertThat(none.wants(command)).isFalse();
            assertThat(inboundOnly.wants(command)).isFalse();
        }
        assertThat(Interceptors.installed()).isEmpty();
    }

    @Test
    void theyAreFoundOnTheClassPath(@TempDir Path jar) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(FrameInterceptor.class.getName()), PoliteRooms.class.getName() + "\n", UTF_8);

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            List<FrameInterceptor> found = Interceptors.installed(loader);

            assertThat(found).singleElement().isInstanceOf(PoliteRooms.class);
        }
    }

    /** docs/interceptors.md shows the class that is tested here. */
    @Test
    void theExampleInTheDocumentIsTheOneThatIsTested() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java", PoliteRooms.class.getName().replace('.', '/') + ".java"), UTF_8);
        String example = source.substring(source.indexOf("public final class"));

        assertThat(Files.readString(Path.of("../docs/interceptors.md"), UTF_8)).contains(example);
    }

    private Interceptors interceptors(FrameInterceptor... some) {
        return new Interceptors(List.of(some), registry);
    }

    private static Frame out(Interceptors interceptors, Frame frame) {
        return interceptors.outbound(frame, CLIENT).orElseThrow();
    }

    private static Frame send(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", "/publish/chat/room/1");
        headers.put("content-length", Integer.toString(text.length()));
        return new Frame(Command.SEND, headers, Buffer.buffer(text));
    }

    private static Frame message() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("destination", "/subscribe/chat/room/1");
        return new Frame(Command.MESSAGE, headers, Buffer.buffer("{}"));
    }

    private double counted(String name) {
        return registry.get(name).counter().count();
    }
}
