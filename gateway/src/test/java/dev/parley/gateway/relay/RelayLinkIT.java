package dev.parley.gateway.relay;

import static dev.parley.gateway.relay.ScriptedBroker.friendly;
import static dev.parley.gateway.relay.ScriptedBroker.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a link behaves with brokers that are away, silent, or wrong. */
class RelayLinkIT {
    /** For a broker that does not answer, and is to be waited for no longer. */
    private static final Duration IMPATIENT = Duration.ofMillis(500);

    private final TestEdge edge = new TestEdge(1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RelayMeters meters = new RelayMeters(registry);
    private final NetClient client = edge.edge().createNetClient();
    private final Wheel wheel = edge.make(() -> Wheel.turning(edge.edge()));

    @AfterEach
    void close() {
        edge.close();
    }

    private RelayLink link(int port, HeartBeat beat) {
        return link(port, beat, Duration.ofSeconds(10));
    }

    private RelayLink link(int port, HeartBeat beat, Duration timeout) {
        RelayOptions options = new RelayOptions(
                "127.0.0.1",
                port,
                false,
                "there",
                Optional.of("gateway"),
                Optional.of("secret"),
                beat,
                DecoderLimits.DEFAULTS,
                timeout,
                Duration.ofMillis(400));
        return edge.make(() -> new RelayLink(client, wheel, options, meters));
    }

    private static Frame message() {
        return new Frame(Command.SEND, Map.of("destination", "/topic/a"), Buffer.buffer("hi"));
    }

    private static void saysNothing(Frame frame, NetSocket socket) {
        assertThat(frame.getCommand()).isEqualTo(Command.CONNECT);
        assertThat(socket).isNotNull();
    }

    private void taken(RelayLink link) {
        edge.on(() -> link.ask(message()).map(true));
    }

    private ErrorCode refused(RelayLink link) {
        Refusal refusal = edge.refusalOf(() -> link.ask(message()));
        return refusal.code();
    }

    @Test
    void itIntroducesItselfAndWaitsForReceipts() {
        try (ScriptedBroker broker = new ScriptedBroker(friendly("0,0"))) {
            taken(link(broker.port(), HeartBeat.NONE));

            Frame connect = broker.heard.get(0);
            assertThat(connect.getHeaders())
                    .containsEntry("host", "there")
                    .containsEntry("login", "gateway")
                    .containsEntry("passcode", "secret");
            assertThat(broker.heard.get(1).getBodyAsString()).isEqualTo("hi");
            assertThat(registry.get("parley.relay.connections").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void nobodyThereIsUnavailable() {
        int port;
        try (ScriptedBroker gone = new ScriptedBroker(RelayLinkIT::saysNothing)) {
            port = gone.port();
        }

        assertThat(refused(link(port, HeartBeat.NONE))).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aBrokerThatNeverWelcomesIsUnavailable() {
        try (ScriptedBroker broker = new ScriptedBroker(RelayLinkIT::saysNothing)) {
            assertThat(refused(link(broker.port(), HeartBeat.NONE, IMPATIENT))).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void aReceiptThatDoesNotComeIsUnavailable() {
        BiConsumer<Frame, NetSocket> forgetful = (frame, socket) -> {
            if (frame.getCommand() == Command.CONNECT) {
                say(socket, Command.CONNECTED, Map.of("version", "1.2"));
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker(forgetful)) {
            assertThat(refused(link(broker.port(), HeartBeat.NONE, IMPATIENT))).isEqualTo(ErrorCode.UNAVAILABLE);
        }
    }

    @Test
    void whatTheBrokerRefusesIsForbiddenAndTheLinkComesBack() {
        AtomicBoolean strict = new AtomicBoolean(true);
        BiConsumer<Frame, NetSocket> answer = (frame, socket) -> {
            if (frame.getCommand() == Command.SEND && strict.getAndSet(false)) {
                say(socket, Command.ERROR, Map.of("message", "no", "receipt-id", frame.getHeader("receipt")));
                socket.close();
            } else {
                friendly("0,0").accept(frame, socket);
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker(answer)) {
            RelayLink link = link(broker.port(), HeartBeat.NONE);

            assertThat(refused(link)).isEqualTo(ErrorCode.FORBIDDEN);

            Eventually.within(TestEdge.SOON, () -> taken(link));
            assertThat(broker.connections).hasValueGreaterThan(1);
        }
    }

    @Test
    void whatIsNotStompEndsTheConnectionAndTheLinkComesBack() {
        AtomicBoolean mad = new AtomicBoolean(true);
        BiConsumer<Frame, NetSocket> answer = (frame, socket) -> {
            if (mad.getAndSet(false)) {
                socket.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            } else {
                friendly("0,0").accept(frame, socket);
            }
        };
        try (ScriptedBroker broker = new ScriptedBroker(answer)) {
            RelayLink link = link(broker.port(), HeartBeat.NONE);

            assertThat(refused(link)).isEqualTo(ErrorCode.UNAVAILABLE);

            Eventually.within(TestEdge.SOON, () -> taken(link));
        }
    }

    @Test
    void itBeatsAndTakesSilenceForDeath() {
        try (ScriptedBroker broker = new ScriptedBroker(friendly("300,300"))) {
            RelayLink link = link(broker.port(), new HeartBeat(300, 300));
            Eventually.within(TestEdge.SOON, () -> taken(link)); // this broker is soon taken for dead

            Eventually.within(TestEdge.SOON, () -> assertThat(broker.beats).hasPositiveValue());
            Eventually.within(
                    TestEdge.SOON, () -> assertThat(broker.connections).hasValueGreaterThan(1));
        }
    }

    @Test
    void aClosedLinkSaysGoodbyeAndStaysAway() {
        try (ScriptedBroker broker = new ScriptedBroker(friendly("0,0"))) {
            RelayLink link = link(broker.port(), HeartBeat.NONE);
            taken(link);

            edge.run(link::close);

            Eventually.within(
                    TestEdge.SOON,
                    () -> assertThat(broker.heard).extracting(Frame::getCommand).endsWith(Command.DISCONNECT));
            assertThat(refused(link)).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(registry.get("parley.relay.connections").gauge().value()).isZero();
        }
    }
}
