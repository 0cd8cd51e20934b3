package dev.parley.gateway.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.GatewayService;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.bridge.TestServices;
import dev.parley.gateway.identity.AuthService;
import dev.parley.gateway.identity.TestKey;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import dev.parley.platform.health.Health;
import dev.parley.platform.metrics.Meters;
import dev.parley.testkit.Ports;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.ext.stomp.Command;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Interceptors in a whole gateway, with chat and auth standing in behind it. */
class InterceptorsIT {
    private static final String ROOM = "/subscribe/chat/room/lobby";

    private final TestEdge edge = new TestEdge(1);
    private final TestServices services = new TestServices(edge);
    private final Meters meters = new Meters();
    private final int tcpPort = Ports.free();
    private final int httpPort = Ports.free();
    private final Recorder recorder = new Recorder();
    private final Service.Running gateway = start(List.of(new PoliteRooms(), recorder));

    /** Remembers what it saw; refuses a client that says so; stumbles over what it is told to. */
    private static final class Recorder implements FrameInterceptor {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public Set<Command> outbound() {
            return EnumSet.of(Command.CONNECTED, Command.MESSAGE, Command.RECEIPT, Command.ERROR);
        }

        @Override
        public InterceptedFrame onInbound(InterceptedFrame frame, InterceptedClient client) {
            seen.add("in " + told(frame, client));
            if (frame.header("client").equals(Optional.of("unwanted"))) {
                throw new Refusal(ErrorCode.FORBIDDEN, "not this client");
            }
            if (frame.text().contains("stumble")) {
                throw new IllegalStateException("a bug in an interceptor");
            }
            return frame;
        }

        @Override
        public InterceptedFrame onOutbound(InterceptedFrame frame, InterceptedClient client) {
            seen.add("out " + told(frame, client));
            return frame.withHeader("seq", "999");
        }

        private static String told(InterceptedFrame frame, InterceptedClient client) {
            return frame.command() + " " + client.door() + " " + client.address() + " "
                    + client.version().orElse("-") + " "
                    + client.speaker().map(who -> "somebody").orElse("nobody");
        }
    }

    private Service.Running start(List<FrameInterceptor> interceptors) {
        AuthService.serving(edge, TestKey.jwks(new TestKey("k1")));
        Settings settings = Settings.load(Map.of(
                "PARLEY_HTTP_HOST", "127.0.0.1",
                "PARLEY_HTTP_PORT", Integer.toString(httpPort),
                "PARLEY_STOMP_TCP_HOST", "127.0.0.1",
                "PARLEY_STOMP_TCP_PORT", Integer.toString(tcpPort),
                "PARLEY_SHUTDOWN_SECONDS", "1",
                "PARLEY_DRAIN_WAIT_SECONDS", "0",
                "PARLEY_AUTH_GUESTS", "true"));
        ServiceRuntime runtime = new ServiceRuntime(
                new LocalBackbone(edge.backbone(), TestServices.GATEWAY), edge.bus(), settings, new Health(), meters);
        return TestEdge.done(new GatewayService(interceptors).start(runtime));
    }

    @AfterEach
    void stop() {
        TestEdge.done(gateway.stop());
        edge.close();
        meters.close();
    }

    @Test
    void theyChangeAndRefuseWhatComesInAndAddToWhatGoesOut() {
        try (StompClient alice = StompClient.overTcp("127.0.0.1", tcpPort)) {
            alice.connect();
            alice.send(StompFrame.of("SUBSCRIBE", "id", "errors", "destination", "/user/queue/errors"));
            alice.send(StompFrame.of("SUBSCRIBE", "id", "s", "destination", ROOM, "receipt", "heard"));
            alice.expectReceipt("heard");

            alice.send(post("a", "darn it"));

            StompFrame message = alice.expectMessage("s");
            assertThat(message.body()).isEqualTo(TestServices.body(1, "dear me it"));
            assertThat(message.header("house")).hasValue("parley.example");
            assertThat(message.header("seq")).hasValue("1");
            assertThat(message.header("message-id")).hasValue("lobby-1");
            alice.expectReceipt("a");

            alice.send(post("b", "hey!!!"));
            assertThat(alice.expectMessage("errors").header("code")).hasValue("forbidden");
            alice.send(post("c", "stumble"));
            StompFrame incident = alice.expectMessage("errors");
            assertThat(incident.header("code")).hasValue("internal");
            assertThat(incident.body()).contains("incident").doesNotContain("bug");

            alice.send(post("d", "fine"));
            assertThat(alice.expectMessage("s").body()).isEqualTo(TestServices.body(2, "fine"));
        }
        assertThat(services.authors()).as("what was posted").hasSize(2);
        assertThat(recorder.seen)
                .startsWith("in CONNECT tcp 127.0.0.1 1.2 nobody", "out CONNECTED tcp 127.0.0.1 1.2 somebody")
                .contains("in SEND tcp 127.0.0.1 1.2 somebody", "out RECEIPT tcp 127.0.0.1 1.2 somebody");
    }

    @Test
    void aClientMayBeRefusedWhenItConnects() {
        try (StompClient unwanted =
                StompClient.overWebSocket(URI.create("ws://127.0.0.1:" + httpPort + "/ws"), "v12.stomp")) {
            unwanted.send(StompFrame.of("CONNECT", "accept-version", "1.2", "host", "x", "client", "unwanted"));

            assertThat(unwanted.expect("ERROR").header("code")).hasValue("forbidden");
            unwanted.expectClosed(StompClient.PATIENCE);
        }
        assertThat(recorder.seen)
                .containsExactly("in CONNECT ws 127.0.0.1 1.2 nobody", "out ERROR ws 127.0.0.1 1.2 nobody");
    }

    private static StompFrame post(String receipt, String text) {
        return StompFrame.of(
                        "SEND",
                        "destination",
                        "/publish/chat/room/lobby",
                        "content-type",
                        "text/plain",
                        "receipt",
                        receipt)
                .withBody(text);
    }
}
