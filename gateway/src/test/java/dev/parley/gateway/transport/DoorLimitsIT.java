package dev.parley.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.TestEdge;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.session.Backlog;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.Wheel;
import dev.parley.platform.config.Settings;
import dev.parley.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Limits of the doors are counted when they are met, by raw sockets. Those of time at HTTP: {@link PlacesIT}; that of a
 * TLS handshake: {@link StompTlsIT}; those of a session: {@code SessionLimitsTest}.
 */
class DoorLimitsIT {
    private static final byte PING = (byte) 0x89;
    private static final byte TEXT = (byte) 0x81;
    private static final byte MASKED = (byte) 0x80;

    private static final String UPGRADE = """
            GET /ws HTTP/1.1\r
            Host: x\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            \r
            """;

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Socket> peers = new ArrayList<>();
    private int port;

    @BeforeEach
    void open() {
        Limits limits = new Limits(LimitOptions.unlimited(), registry);
        Settings settings = Settings.load(Map.of(
                "PARLEY_HTTP_HOST", "127.0.0.1",
                "PARLEY_HTTP_PORT", "0",
                "PARLEY_CONNECT_SECONDS", "3600",
                "PARLEY_WS_PING_SECONDS", "1",
                "PARLEY_WS_PING_RATE", "1"));
        port = TestEdge.await(vertx.getOrCreateContext(), () -> {
            Wheel wheel = Wheel.turning(vertx);
            Sessions sessions = new Sessions(
                    SessionOptions.of(settings),
                    wheel,
                    Clock.systemUTC(),
                    new SessionMeters(registry),
                    limits,
                    new Interceptors(List.of(), registry),
                    Backlog.unbounded());
            HttpDoors doors = new HttpDoors(vertx, wheel, HttpDoors.Options.of(settings), Optional.empty(), limits);
            new WebSocketDoor(sessions, EventLoop.current(vertx), WebSocketServer.LIMITS.maxMessageBytes())
                    .mount(doors.router(), List.of("/ws"));
            new SockJsDoor(vertx, sessions, SockJsServer.alone(vertx, limits))
                    .mount(doors.router(), List.of("/sockjs"));
            doors.router().post("/rest").handler(BodyHandler.create(false).setBodyLimit(10));
            return doors.listen();
        });
    }

    @AfterEach
    void close() throws IOException {
        for (Socket peer : peers) {
            peer.close();
        }
        TestEdge.done(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"WS_MESSAGE", "WS_PINGS", "WS_SILENCE", "SOCKJS_MESSAGES", "HTTP_HEAD", "HTTP_BODY"})
    void isCountedWhenItIsMet(Limit limit) throws IOException {
        meet(limit);

        Eventually.within(TestEdge.SOON, () -> assertThat(exceeded(limit)).isEqualTo(1));
        for (Limit other : Limit.values()) {
            assertThat(exceeded(other)).as(other.label()).isEqualTo(other == limit ? 1 : 0);
        }
    }

    private void meet(Limit limit) throws IOException {
        switch (limit) {
            case WS_MESSAGE -> webSocket(TEXT, (byte) (MASKED | 127), 0, 0, 0, 0, 1, 0, 0, 0);
            case WS_PINGS -> webSocket(tenPings());
            case WS_SILENCE -> webSocket();
            case SOCKJS_MESSAGES -> {
                read(say(post("/sockjs/000/a/xhr", "")), "o\n");
                read(say(post("/sockjs/000/a/xhr_send", "[" + "\"\",".repeat(100) + "\"\"]")), "413");
            }
            case HTTP_HEAD ->
                read(say("GET / HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(10_000) + "\r\n\r\n"), "HTTP/1.1 4");
            case HTTP_BODY -> read(say(post("/rest", "x".repeat(11))), "413");
            default -> throw new AssertionError("nothing here meets " + limit);
        }
    }

    /** Three may come at once. Masked with zeros, and empty. */
    private static int[] tenPings() {
        int[] bytes = new int[10 * 6];
        for (int ping = 0; ping < 10; ping++) {
            bytes[6 * ping] = PING;
            bytes[6 * ping + 1] = MASKED;
        }
        return bytes;
    }

    private void webSocket(int... bytes) throws IOException {
        Socket peer = say(UPGRADE);
        read(peer, "\r\n\r\n");
        byte[] frame = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            frame[i] = (byte) bytes[i];
        }
        peer.getOutputStream().write(frame);
    }

    private Socket say(String text) throws IOException {
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), port);
        peers.add(peer);
        peer.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        peer.getOutputStream().write(text.getBytes(UTF_8));
        return peer;
    }

    private static void read(Socket peer, String until) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(until) < 0) {
            int next = peer.getInputStream().read();
            assertThat(next).as("before %s came %s", until, text).isNotNegative();
            text.append((char) next);
        }
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private double exceeded(Limit limit) {
        return registry.get("parley.limit.exceeded")
                .tag("limit", limit.label())
                .counter()
                .count();
    }
}
