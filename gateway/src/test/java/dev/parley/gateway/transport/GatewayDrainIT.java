package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.parley.testkit.Eventually;
import dev.parley.testkit.Ports;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole gateway that stops, as its clients at each door see it; and one that too many come to. */
class GatewayDrainIT {
    private static final String[] HANDSHAKE = {
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw=="
    };

    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final TestEdge edge = new TestEdge(1);
    private final Meters meters = new Meters();
    private final Health health = new Health();
    private final Gateway doors = new Gateway("127.0.0.1", Ports.free(), Ports.free());
    private Service.Running gateway = () -> Future.succeededFuture();

    @BeforeEach
    void serve() {
        AuthService.serving(edge, TestKey.jwks(new TestKey("k1")));
        assertThat(new TestServices(edge).authors()).isEmpty();
    }

    private void start(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("PARLEY_HTTP_HOST", doors.host());
        settings.put("PARLEY_HTTP_PORT", Integer.toString(doors.httpPort()));
        settings.put("PARLEY_STOMP_TCP_HOST", doors.host());
        settings.put("PARLEY_STOMP_TCP_PORT", Integer.toString(doors.tcpPort()));
        settings.put("PARLEY_AUTH_GUESTS", "true");
        settings.put("PARLEY_EVENT_LOOPS", "2");
        settings.putIfAbsent("PARLEY_DRAIN_WAIT_SECONDS", "0");
        ServiceRuntime runtime = new ServiceRuntime(
                new LocalBackbone(edge.backbone(), TestServices.GATEWAY),
                edge.bus(),
                Settings.load(settings),
                health,
                meters);
        gateway = TestEdge.done(new GatewayService(List.of()).start(runtime));
    }

    @AfterEach
    void close() {
        edge.close();
        meters.close();
    }

    private StompClient connected(String door) {
        StompClient client = doors.open(door, List.of());
        client.connect();
        return client;
    }

    private static void listen(StompClient client) {
        client.send(StompFrame.of(
                "SUBSCRIBE", "id", "mine", "destination", "/user/queue/notifications", "receipt", "listening"));
        client.expectReceipt("listening");
    }

    private boolean isRefused(int port) {
        try (Socket socket = new Socket(doors.host(), port)) {
            assertThat(socket.isConnected()).isTrue();
            return false;
        } catch (ConnectException refused) {
            return true;
        } catch (IOException other) {
            throw new AssertionError(other);
        }
    }

    private void nobodyIsAcceptedAt(int port) {
        Eventually.within(TestEdge.SOON, () -> assertThat(isRefused(port)).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"tcp, closed", "ws, 1001", "sockjs, 1001"})
    void whoIsHereIsToldHasAMomentAndIsClosedWhileNobodyElseIsLetIn(String door, String how) {
        start(Map.of("PARLEY_DRAIN_NOTICE_MILLIS", "4000"));
        try (StompClient alice = connected(door)) {
            listen(alice);
            alice.send(StompFrame.of(
                    "SUBSCRIBE", "id", "lobby", "destination", "/subscribe/chat/room/lobby", "receipt", "live"));
            alice.expectReceipt("live");

            Future<Void> stopped = gateway.stop();

            StompFrame notice = alice.expectMessage("mine");
            assertThat(notice.header("event")).contains("MOVE");
            assertThat(notice.body()).contains("\"closesInMillis\":4000");
            nobodyIsAcceptedAt(doors.tcpPort());
            nobodyIsAcceptedAt(doors.httpPort());
            alice.send(StompFrame.of("SEND", "destination", "/publish/chat/room/lobby", "receipt", "sent")
                    .withBody("the last one"));
            alice.expectReceipt("sent");
            assertThat(alice.expectMessage("lobby").body()).contains("the last one");
            assertThat(alice.expectClosed(TestEdge.SOON)).contains(how);
            TestEdge.done(stopped);
        }
    }

    @Test
    void whoDoesNotListenIsClosedAllTheSame() {
        start(Map.of());
        try (StompClient alice = connected("ws");
                StompClient silent = doors.open("tcp", List.of())) {
            Future<Void> stopped = gateway.stop();

            assertThat(alice.expectClosed(TestEdge.SOON)).contains("1001", "reconnect and resume");
            silent.expectClosed(TestEdge.SOON);
            TestEdge.done(stopped);
        }
    }

    @Test
    void whileLoadBalancersHaveNotNoticedItGoesOnAsBefore() throws IOException {
        start(Map.of("PARLEY_DRAIN_WAIT_SECONDS", "3"));
        try (StompClient alice = connected("ws");
                RawHttp before = RawHttp.ask(doors.httpPort(), "GET", "/ws-sockjs/info", "")) {
            assertThat(before.status()).isEqualTo(200);
            assertThat(before.header("connection")).isNotEqualTo("close");

            health.draining();
            Future<Void> stopped = gateway.stop();

            try (StompClient late = connected("tcp");
                    StompClient upgraded = connected("ws");
                    RawHttp after = RawHttp.ask(doors.httpPort(), "GET", "/ws-sockjs/info", "")) {
                assertThat(after.status()).isEqualTo(200);
                assertThat(after.header("connection")).isEqualTo("close");
                late.expectClosed(TestEdge.SOON);
                upgraded.expectClosed(TestEdge.SOON);
            }
            alice.expectClosed(TestEdge.SOON);
            TestEdge.done(stopped);
        }
    }

    /** It needs the door for its next poll; others get no place behind it. */
    @Test
    void aSessionThatPollsIsToldWhenItsTurnComes() throws IOException {
        start(Map.of("PARLEY_DRAIN_PER_SECOND", "1", "PARLEY_DRAIN_SECONDS", "3"));
        assertThat(RawHttp.ask(doors.httpPort(), "POST", "/ws-sockjs/000/polls/xhr", "")
                        .body())
                .isEqualTo("o\n");

        Future<Void> stopped = gateway.stop();

        nobodyIsAcceptedAt(doors.tcpPort());
        try (RawHttp upgrade = RawHttp.ask(doors.httpPort(), "GET", "/ws", "", HANDSHAKE);
                RawHttp polled = RawHttp.ask(doors.httpPort(), "POST", "/ws-sockjs/000/polls/xhr", "")) {
            assertThat(upgrade.status()).isEqualTo(503);
            assertThat(upgrade.header("retry-after")).isEqualTo("1");
            assertThat(polled.body()).startsWith("c[");
        }
        TestEdge.done(stopped);
        nobodyIsAcceptedAt(doors.httpPort());
    }

    @Test
    void anIdleConnectionOfHttpIsClosedWithTheDoor() throws IOException {
        start(Map.of());
        try (RawHttp idle = RawHttp.ask(doors.httpPort(), "GET", "/ws-sockjs/info", "")) {
            assertThat(idle.status()).isEqualTo(200);

            TestEdge.done(gateway.stop());

            assertThat(idle.in().readAllBytes())
                    .as("the answer, and then the end")
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws-sockjs/000/a/websocket", "/eventbus/000/a/websocket"})
    void whoIsOneTooManyInASecondIsToldWhenToComeAgain(String path) throws IOException {
        start(Map.of("PARLEY_CONNECTS_PER_SECOND", "1", "PARLEY_CONNECTS_BURST", "1"));
        try (RawHttp first = RawHttp.ask(doors.httpPort(), "GET", path, "", HANDSHAKE)) {
            assertThat(first.status()).isEqualTo(101);
            // A machine so slow that it lets a second pass between any two of them is given another try.
            Eventually.within(TestEdge.SOON, () -> {
                try (RawHttp more = RawHttp.ask(doors.httpPort(), "GET", path, "", HANDSHAKE)) {
                    assertThat(more.status()).isEqualTo(503);
                    assertThat(Integer.parseInt(more.header("retry-after"))).isBetween(1, 11);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        TestEdge.done(gateway.stop());
    }

    @Test
    void overTcpItIsAnErrorWithTheTimeToWait() {
        start(Map.of("PARLEY_CONNECTS_PER_SECOND", "1", "PARLEY_CONNECTS_BURST", "1"));
        // A machine so slow that it lets a second pass between any two of them is given another try.
        Eventually.within(TestEdge.SOON, () -> {
            try (StompClient first = doors.open("tcp", List.of());
                    StompClient second = doors.open("tcp", List.of());
                    StompClient third = doors.open("tcp", List.of())) {
                StompFrame error = Stream.of(third, second, first)
                        .flatMap(one -> one.poll(frame -> frame.command().equals("ERROR"), A_MOMENT).stream())
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("all three were let in"));
                assertThat(error.header("code")).contains("unavailable");
                assertThat(error.number("retry-after")).isBetween(1000L, 11_000L);
            }
        });
        TestEdge.done(gateway.stop());
    }
}
