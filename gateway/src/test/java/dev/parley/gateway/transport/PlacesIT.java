package dev.parley.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.limits.Admission;
import dev.parley.gateway.limits.CallRates;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Rate;
import dev.parley.gateway.session.Backlog;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.TransactionLimits;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.platform.config.Settings;
import dev.parley.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Places and deadlines at the real doors, by raw sockets. Whatever a client does, its places come back. */
class PlacesIT {
    private static final int CONNECTIONS = 3;
    private static final int HANDSHAKES = 6;
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n\0";
    /** So long that no machine is slow enough to be cut off. */
    private static final Deadlines GENEROUS = new Deadlines(60, 60, 60, 60);
    /** For those who are to be cut off, and do not hurry. */
    private static final Deadlines HASTY = new Deadlines(3, 1, 1, 3);
    /** For those who must not be cut off in a time that would cut off others. */
    private static final Deadlines SHORT = new Deadlines(5, 2, 2, 5);

    /** In seconds: for CONNECT, and those of HTTP. */
    private record Deadlines(long connect, long header, long body, long idle) {
        SessionOptions session() {
            return new SessionOptions(
                    DecoderLimits.DEFAULTS,
                    3,
                    1000,
                    new TransactionLimits(1, 1, 1000),
                    1000,
                    100_000,
                    Duration.ofSeconds(connect),
                    HeartBeat.NONE,
                    65_536,
                    Duration.ofSeconds(60));
        }

        HttpDeadlines.Options http() {
            return new HttpDeadlines.Options(
                    Duration.ofSeconds(header), Duration.ofSeconds(body), Duration.ofSeconds(idle));
        }
    }

    private Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Socket> peers = new ArrayList<>();
    private final CompletableFuture<Void> waiting = new CompletableFuture<>();
    private final CompletableFuture<Void> wentOn = new CompletableFuture<>();
    private Admission admission;
    private int tcpPort;
    private int httpPort;

    @BeforeEach
    void open() {
        open(GENEROUS);
    }

    /** Opens the doors, in the place of those that were open. */
    private void open(Deadlines deadlines) {
        TestEdge.done(vertx.close());
        vertx = Vertx.vertx();
        Rate off = new Rate(0, 1);
        Limits limits = new Limits(
                new LimitOptions(
                        off,
                        off,
                        off,
                        off,
                        CallRates.unlimited(),
                        10,
                        CONNECTIONS,
                        CONNECTIONS,
                        HANDSHAKES,
                        off,
                        Duration.ofSeconds(1)),
                registry);
        admission = limits.admission();
        TestEdge.await(vertx.getOrCreateContext(), () -> {
            Wheel wheel = Wheel.turning(vertx);
            Sessions sessions = new Sessions(
                    deadlines.session(),
                    wheel,
                    Clock.systemUTC(),
                    new SessionMeters(registry),
                    limits,
                    new Interceptors(List.of(), registry),
                    Backlog.unbounded());
            sessions.on(Command.CONNECT, (session, frame) -> {
                Actor actor = new Actor(new UserId("u"), "user", "User", Set.of("user"));
                session.open(Identity.without(actor), HeartBeat.NONE, Map.of("version", "1.2"));
                return Future.succeededFuture(Map.of());
            });
            sessions.on(Command.DISCONNECT, (session, frame) -> Future.succeededFuture(Map.of()));
            HttpDoors doors = new HttpDoors(
                    vertx,
                    wheel,
                    HttpDoors.Options.of(
                            Settings.load(Map.of("PARLEY_HTTP_HOST", "127.0.0.1", "PARLEY_HTTP_PORT", "0"))),
                    Optional.empty(),
                    limits);
            doors.guard(new HttpDeadlines(deadlines.http(), wheel, limits));
            doors.router().route("/gone").handler(this::goOnWhenThePeerIsGone);
            new WebSocketDoor(sessions, EventLoop.current(vertx), WebSocketServer.LIMITS.maxMessageBytes())
                    .mount(doors.router(), List.of("/ws", "/gone"));
            new SockJsDoor(vertx, sessions, SockJsServer.alone(vertx, PlaceGate.of(limits)))
                    .mount(doors.router(), List.of("/sockjs"));
            doors.router()
                    .post("/slow")
                    .handler(request -> request.request().body().onSuccess(body -> request.end("ok")));
            StompTcpDoor.Options tcp = new StompTcpDoor.Options("127.0.0.1", 0, Optional.empty());
            return new StompTcpDoor(vertx, tcp, Optional.empty(), EventLoop.current(vertx), sessions)
                    .listen()
                    .compose(port -> {
                        tcpPort = port;
                        return doors.listen().onSuccess(http -> httpPort = http);
                    });
        });
    }

    /** Goes on when Netty has taken the pipeline apart. */
    private void goOnWhenThePeerIsGone(RoutingContext request) {
        Channel channel = ((ConnectionBase) request.request().connection()).channel();
        channel.closeFuture().addListener(closed -> goOnWhenUnregistered(request, channel));
        waiting.complete(null);
    }

    private void goOnWhenUnregistered(RoutingContext request, Channel channel) {
        request.vertx().getOrCreateContext().runOnContext(turn -> {
            if (channel.isRegistered()) {
                goOnWhenUnregistered(request, channel);
            } else {
                request.next();
                wentOn.complete(null);
            }
        });
    }

    @AfterEach
    void everyPlaceIsGivenBack() throws IOException {
        try {
            for (Socket peer : peers) {
                peer.close();
            }
            Eventually.within(Duration.ofSeconds(40), () -> {
                assertThat(admission.connections()).isZero();
                assertThat(admission.handshakes()).isZero();
            });
        } finally {
            TestEdge.done(vertx.close());
        }
    }

    @Test
    void overTcpOneTooManyGetsAnErrorAndTheEnd() throws IOException {
        for (int place = 0; place < CONNECTIONS; place++) {
            assertThat(until("\0", say(tcpPort, CONNECT))).startsWith("CONNECTED");
        }

        String refused = toTheEnd(say(tcpPort, CONNECT));

        assertThat(refused).startsWith("ERROR").contains("code:unavailable", "retry-after:");
        peers.get(0).close();
        Eventually.within(
                TestEdge.SOON, () -> assertThat(admission.connections()).isEqualTo(CONNECTIONS - 1));
        assertThat(until("\0", say(tcpPort, CONNECT))).startsWith("CONNECTED");
    }

    @Test
    void overWebSocketAndSockJsOneTooManyGetsA503BeforeTheUpgrade() throws IOException {
        for (int place = 0; place < CONNECTIONS; place++) {
            assertThat(until("\r\n\r\n", say(httpPort, upgrade("/ws")))).startsWith("HTTP/1.1 101");
        }

        isRefused(until("}", say(httpPort, upgrade("/ws"))));
        isRefused(until("}", say(httpPort, upgrade("/sockjs/000/a/websocket"))));
        isRefused(until("}", say(httpPort, post("/sockjs/000/b/xhr", ""))));
        assertThat(exceeded("connections")).isEqualTo(3);
    }

    @Test
    void aSessionOfSockJsGoesOnWhenThereIsNoPlaceLeft() throws IOException {
        assertThat(toTheEnd(say(httpPort, post("/sockjs/000/mine/xhr", "")))).contains("\r\no\n");
        for (int place = 1; place < CONNECTIONS; place++) {
            until("\0", say(tcpPort, CONNECT));
        }
        isRefused(until("}", say(httpPort, post("/sockjs/000/other/xhr", ""))));

        say(httpPort, post("/sockjs/000/mine/xhr_send", "[\"CONNECT\\naccept-version:1.2\\n\\n\\u0000\"]"));

        assertThat(toTheEnd(say(httpPort, post("/sockjs/000/mine/xhr", "")))).contains("CONNECTED");
    }

    @Test
    void whoIsNothingYetIsNotWaitedForWhenThereAreTooManyOfThem() throws IOException {
        for (int place = 0; place < HANDSHAKES; place++) {
            say(httpPort, "GET / HTTP/1.1\r\n");
        }
        Eventually.within(
                TestEdge.SOON, () -> assertThat(admission.handshakes()).isEqualTo(HANDSHAKES));

        isRefused(toTheEnd(say(httpPort, "")));
        assertThat(toTheEnd(say(tcpPort, ""))).startsWith("ERROR").contains("code:unavailable");
        assertThat(exceeded("handshakes")).isEqualTo(2);
    }

    @Test
    void whateverAConnectionComesToItsPlaceComesBack() throws IOException {
        open(HASTY);
        String text = CONNECT + "DISCONNECT\nreceipt:r\n\n\0";
        assertThat(toTheEnd(say(tcpPort, text))).contains("RECEIPT"); // a clean end
        assertThat(toTheEnd(say(tcpPort, "NONSENSE\n\n\0"))).startsWith("ERROR"); // a fatal error
        assertThat(toTheEnd(say(tcpPort, ""))).startsWith("ERROR"); // no CONNECT in time
        reset(say(tcpPort, CONNECT)); // gone without a word
        Socket upgraded = say(httpPort, upgrade("/ws"));
        until("\r\n\r\n", upgraded);
        reset(upgraded);
        toTheEnd(say(httpPort, upgrade("/ws").replace("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 99")));
        toTheEnd(say(httpPort, upgrade("/ws").replace("Sec-WebSocket-Key", "X-Key")));
        reset(say(httpPort, "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx"));
        reset(say(httpPort, post("/sockjs/000/gone/xhr_streaming", "")));
        Socket gone = say(httpPort, upgrade("/gone"));
        assertThat(waiting).succeedsWithin(TestEdge.SOON);
        reset(gone); // before its handshake is answered
        assertThat(wentOn).succeedsWithin(TestEdge.SOON);
        // what comes of all of them is asserted behind every test
    }

    @Test
    void aRequestHeadThatDripsInIsCut() throws Exception {
        open(HASTY);
        Socket slow = say(httpPort, "GET / HTTP/1.1\r\n");
        try {
            for (int drip = 0; drip < 100; drip++) {
                slow.getOutputStream().write("X-a: b\r\n".getBytes(UTF_8));
                TestEdge.done(vertx.timer(100));
            }
        } catch (SocketException cut) {
            assertThat(cut).hasMessageMatching(".*(reset|Broken|closed).*");
        }
        assertThat(exceeded("http-header-time")).isEqualTo(1);
    }

    @Test
    void aConnectionOnWhichNothingIsAskedIsCut() throws IOException {
        open(HASTY);
        assertThat(toTheEnd(say(httpPort, ""))).isEmpty();
        assertThat(exceeded("http-header-time")).isEqualTo(1);
    }

    @Test
    void aBodyThatDoesNotComeIsCut() throws IOException {
        open(HASTY);
        Socket slow = say(httpPort, "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");

        assertThat(toTheEnd(slow)).isEmpty();
        assertThat(exceeded("http-body-time")).isEqualTo(1);
    }

    @Test
    void soIsTheBodyOfARequestOfSockJs() throws IOException {
        open(HASTY);
        Socket slow = say(httpPort, "POST /sockjs/000/s/xhr HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");

        assertThat(toTheEnd(slow)).isEmpty();
        assertThat(exceeded("http-body-time")).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsKeptAliveMayBeIdleForLongerButNotForEver() throws IOException {
        open(SHORT);
        Socket kept = say(httpPort, post("/slow", "a"));
        assertThat(until("ok", kept)).startsWith("HTTP/1.1 200");
        TestEdge.done(vertx.timer(3000)); // longer than for a head, shorter than between requests
        kept.getOutputStream().write(post("/slow", "b").getBytes(UTF_8));
        assertThat(until("ok", kept)).startsWith("HTTP/1.1 200");

        assertThat(toTheEnd(kept)).isEmpty();
        assertThat(exceeded("http-idle-time")).isEqualTo(1);
        assertThat(exceeded("http-header-time")).isZero();
    }

    @Test
    void aNextRequestThatDripsInIsCutToo() throws IOException {
        open(HASTY);
        Socket kept = say(httpPort, post("/slow", "a"));
        until("ok", kept);

        kept.getOutputStream().write("POST".getBytes(UTF_8));

        assertThat(toTheEnd(kept)).isEmpty();
        assertThat(exceeded("http-header-time")).isEqualTo(1);
    }

    @Test
    void aStreamAndAWebSocketLiveOnAndAreNothingYetNoMore() throws IOException {
        open(SHORT);
        Socket stream = say(httpPort, post("/sockjs/000/long/xhr_streaming", ""));
        until("o\n", stream);
        Socket upgraded = say(httpPort, upgrade("/ws"));
        until("\r\n\r\n", upgraded);
        upgraded.getOutputStream().write(maskedText(CONNECT));
        assertThat(until("\0", upgraded)).contains("CONNECTED");
        say(httpPort, post("/sockjs/000/long/xhr_send", "[\"CONNECT\\naccept-version:1.2\\n\\n\\u0000\"]"));
        assertThat(until("\\u0000", stream)).contains("CONNECTED");

        TestEdge.done(vertx.timer(7000)); // longer than any deadline

        assertThat(admission.connections()).isEqualTo(2);
        assertThat(admission.handshakes()).isZero();
        upgraded.getOutputStream().write(maskedText("DISCONNECT\nreceipt:r\n\n\0"));
        assertThat(until("\0", upgraded)).contains("RECEIPT");
        say(httpPort, post("/sockjs/000/long/xhr_send", "[\"DISCONNECT\\nreceipt:r\\n\\n\\u0000\"]"));
        assertThat(until("\\u0000", stream)).contains("RECEIPT");
    }

    private static void isRefused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 503")
                .containsIgnoringCase("retry-after: 5")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"unavailable\"");
    }

    private double exceeded(String limit) {
        return registry.get("parley.limit.exceeded")
                .tag("limit", limit)
                .counter()
                .count();
    }

    private Socket say(int port, String bytes) throws IOException {
        Socket peer = new Socket(InetAddress.getLoopbackAddress(), port);
        peers.add(peer);
        peer.setSoTimeout(20_000);
        peer.getOutputStream().write(bytes.getBytes(UTF_8));
        return peer;
    }

    private static void reset(Socket peer) throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    private static String until(String end, Socket peer) throws IOException {
        StringBuilder text = new StringBuilder();
        InputStream in = peer.getInputStream();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("ended without " + end + " after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private static String toTheEnd(Socket peer) throws IOException {
        StringBuilder text = new StringBuilder();
        try {
            InputStream in = peer.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                text.append((char) next);
            }
        } catch (SocketException reset) {
            // an end too: the server had not read everything
        }
        return text.toString();
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    private static String upgrade(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    /** A masked text frame (RFC 6455, 5.2); the mask is zeros. */
    private static byte[] maskedText(String text) {
        byte[] payload = text.getBytes(UTF_8);
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }
}
