package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.TransactionLimits;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.testkit.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that takes nothing any more must cost its bound for a bounded time, and then nothing. */
class StalledReaderIT {
    /** Longer than the test's patience: Vert.x's own timer must not do what is to be shown. */
    private static final int CLOSING_SECONDS = 60;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final SessionOptions OPTIONS = new SessionOptions(
            DecoderLimits.DEFAULTS,
            3,
            1000,
            new TransactionLimits(1, 1, 1000),
            1000,
            100_000,
            Duration.ofSeconds(5),
            HeartBeat.NONE,
            65_536,
            Duration.ofSeconds(1));
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n\0";
    private static final Buffer FLOOD = Buffer.buffer(new byte[16 << 20]);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger connected = new AtomicInteger();
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private Sessions sessions;
    private int tcpPort;
    private int httpPort;

    @BeforeEach
    void open() {
        Context loop = vertx.getOrCreateContext();
        sessions = await(on(
                loop,
                () -> Future.succeededFuture(new Sessions(
                        OPTIONS,
                        Wheel.turning(vertx),
                        Clock.systemUTC(),
                        new SessionMeters(new SimpleMeterRegistry())))));
        sessions.on(Command.CONNECT, (session, frame) -> {
            Actor actor = new Actor(new UserId("u"), "user", "User", Set.of("user"));
            session.open(new Identity(actor, Optional.empty(), Optional.empty()), HeartBeat.NONE, Map.of());
            session.outbox().send(FLOOD);
            connected.incrementAndGet();
            return Future.succeededFuture(Map.of());
        });
        tcpPort = await(on(loop, this::listenTcp));
        httpPort = await(on(loop, this::listenHttp)).actualPort();
    }

    private Future<Integer> listenTcp() {
        StompTcpDoor.Options options = new StompTcpDoor.Options("127.0.0.1", 0, Optional.empty());
        return new StompTcpDoor(vertx, options, Optional.empty(), EventLoop.current(vertx), sessions).listen();
    }

    private Future<HttpServer> listenHttp() {
        Router router = Router.router(vertx);
        new WebSocketDoor(sessions, EventLoop.current(vertx), 65_536).mount(router, List.of("/ws"));
        new SockJsDoor(vertx, sessions, SockJsServer.alone(vertx)).mount(router, List.of("/sockjs"));
        return vertx.createHttpServer(new HttpServerOptions().setWebSocketClosingTimeout(CLOSING_SECONDS))
                .connectionHandler(opened -> channels.add(((ConnectionBase) opened).channel()))
                .requestHandler(router)
                .listen(0, "127.0.0.1");
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void overTcpItIsCutOff() throws IOException {
        try (Socket peer = connect(tcpPort)) {
            say(peer, CONNECT.getBytes(StandardCharsets.UTF_8));

            isConnectedThenCutOff(peer);
        }
    }

    @Test
    void overWebSocketItIsCutOff() throws IOException {
        try (Socket peer = connect(httpPort)) {
            upgrade(peer, "/ws");
            say(peer, maskedText(CONNECT));

            isConnectedThenCutOff(peer);
        }
    }

    @Test
    void overSockJsOnWebSocketItIsCutOff() throws IOException {
        try (Socket peer = connect(httpPort)) {
            upgrade(peer, "/sockjs/000/stalled/websocket");
            say(peer, maskedText("[\"CONNECT\\naccept-version:1.2\\nhost:x\\n\\n\\u0000\"]"));

            isConnectedThenCutOff(peer);
        }
    }

    @Test
    void overSockJsThatStreamsItIsCutOff() throws IOException {
        String session = "/sockjs/000/stalled-stream";
        RawHttp.ask(httpPort, "POST", session + "/xhr", "").body(); // the stream is not the request that opens it
        try (Socket peer = connect(httpPort)) {
            say(
                    peer,
                    ("POST " + session + "/xhr_streaming HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Eventually.within(PATIENCE, () -> assertThat(connects(session)).isEqualTo(204));

            isConnectedThenCutOff(peer);
        }
    }

    private int connects(String session) throws IOException {
        String connect = "[\"CONNECT\\naccept-version:1.2\\nhost:x\\n\\n\\u0000\"]";
        try (RawHttp sent = RawHttp.ask(httpPort, "POST", session + "/xhr_send", connect)) {
            return sent.status();
        }
    }

    /** Gone is also the channel: a peer that reads at last finds no more than what was in the kernel's buffers. */
    private void isConnectedThenCutOff(Socket peer) throws IOException {
        Eventually.within(PATIENCE, () -> assertThat(connected).hasValue(1));
        Eventually.within(PATIENCE, () -> assertThat(sessions.size()).isZero());
        // The session of SockJS is gone with its ERROR; its channel, once it has had its time to take that.
        Eventually.within(PATIENCE, () -> assertThat(channels).noneMatch(Channel::isOpen));
        assertThat(readToTheEnd(peer)).isLessThan(FLOOD.length());
    }

    private static long readToTheEnd(Socket peer) throws IOException {
        peer.setSoTimeout(20_000);
        byte[] chunk = new byte[65_536];
        long total = 0;
        try {
            for (int read = peer.getInputStream().read(chunk);
                    read >= 0;
                    read = peer.getInputStream().read(chunk)) {
                total += read;
            }
        } catch (SocketException reset) {
            return total;
        }
        return total;
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void say(Socket peer, byte[] bytes) throws IOException {
        OutputStream out = peer.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Upgrades, and reads the answer to its end: what is sent before that is no frame yet (RFC 6455, 4.1). */
    private static void upgrade(Socket peer, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        say(peer, request.getBytes(StandardCharsets.US_ASCII));
        peer.setSoTimeout(20_000);
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = peer.getInputStream().read();
            assertThat(next).as("the end of the answer; so far %s", head).isNotNegative();
            head.append((char) next);
        }
        assertThat(head).startsWith("HTTP/1.1 101 ");
    }

    /** A text frame with a mask of zeros (RFC 6455, 5.2), shorter than 126 bytes. */
    private static byte[] maskedText(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer()
                .appendByte((byte) 0x81)
                .appendByte((byte) (0x80 | payload.length))
                .appendInt(0)
                .appendBytes(payload)
                .getBytes();
    }

    /** Something done on an event loop. */
    private interface Work<T> {
        Future<T> run();
    }

    private static <T> Future<T> on(Context context, Work<T> work) {
        Promise<T> done = Promise.promise();
        context.runOnContext(ignored -> work.run().onComplete(done));
        return done.future();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
