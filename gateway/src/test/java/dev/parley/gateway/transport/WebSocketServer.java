package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.TrustedProxies;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.TransactionLimits;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.HeartBeat;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The doors of one event loop, behind which CONNECT is believed and SEND is noted and echoed as a MESSAGE. */
final class WebSocketServer implements AutoCloseable {
    static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:x\n\n\0";
    static final WebSocketLimits LIMITS = new WebSocketLimits(196_608, Duration.ofSeconds(30), 20);

    private static final SessionOptions OPTIONS = new SessionOptions(
            DecoderLimits.DEFAULTS,
            3,
            1000,
            new TransactionLimits(1, 1, 1000),
            1000,
            100_000,
            Duration.ofSeconds(60),
            HeartBeat.NONE,
            1 << 20,
            Duration.ofSeconds(60));

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final List<Buffer> sent = new CopyOnWriteArrayList<>();
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final Sessions sessions;
    private final List<Session> senders = new CopyOnWriteArrayList<>();
    private final int port;

    WebSocketServer() {
        this(LIMITS);
    }

    WebSocketServer(WebSocketLimits limits) {
        Wheel wheel = TestEdge.await(loop, () -> Future.succeededFuture(Wheel.turning(vertx)));
        sessions = new Sessions(OPTIONS, wheel, Clock.systemUTC(), new SessionMeters(new SimpleMeterRegistry()));
        sessions.on(Command.CONNECT, (session, frame) -> {
            Actor actor = new Actor(new UserId("u"), "user", "User", Set.of("user"));
            session.open(
                    new Identity(actor, Optional.empty(), Optional.empty()),
                    HeartBeat.NONE,
                    Map.of("version", session.version().text()));
            return Future.succeededFuture(Map.of());
        });
        sessions.on(Command.SEND, this::echo);
        HttpDoors.Options options = new HttpDoors.Options(
                "127.0.0.1",
                0,
                List.of("/ws"),
                List.of("/sockjs"),
                List.of("https://chat.example"),
                TrustedProxies.NONE,
                limits,
                8192,
                Optional.empty(),
                Duration.ZERO);
        port = TestEdge.await(loop, () -> {
            HttpDoors doors = new HttpDoors(vertx, wheel, options, Optional.empty(), sessions.limits());
            doors.router().route().handler(context -> {
                channels.add(((ConnectionBase) context.request().connection()).channel());
                context.next();
            });
            new WebSocketDoor(sessions, EventLoop.current(vertx), limits.maxMessageBytes())
                    .mount(doors.router(), options.wsPaths());
            new SockJsDoor(vertx, sessions, SockJsServer.alone(vertx)).mount(doors.router(), options.sockJsPaths());
            return doors.listen();
        });
    }

    private Future<Map<String, String>> echo(Session session, Frame frame) {
        sent.add(frame.getBody());
        senders.add(session);
        session.send(new Frame(Command.MESSAGE, Map.of("destination", "/x"), frame.getBody()));
        return Future.succeededFuture(Map.of());
    }

    int port() {
        return port;
    }

    /** The bodies of all SENDs that took effect. */
    List<Buffer> sent() {
        return sent;
    }

    /** Connections that the STOMP layer knows. */
    int size() {
        return TestEdge.await(loop, () -> Future.succeededFuture(sessions.size()));
    }

    void drain() {
        TestEdge.await(loop, () -> {
            sessions.drain(Duration.ofSeconds(10));
            return Future.succeededFuture();
        });
    }

    /** Bytes that Netty holds for the first connection's peer. */
    long heldBytes() {
        return TestEdge.await(loop, () -> {
            ChannelOutboundBuffer buffer = channels.get(0).unsafe().outboundBuffer();
            return Future.succeededFuture(buffer == null ? 0 : buffer.totalPendingWriteBytes());
        });
    }

    /**
     * Writes so many messages to the only connection, which has sent something, in one turn of its loop, and not in the
     * course of a read.
     *
     * @return how often the kernel was called for them
     */
    int flushesFor(int messages) {
        Flushes flushes = new Flushes();
        TestEdge.await(loop, () -> {
            channels.get(0).pipeline().addFirst(flushes);
            for (int i = 0; i < messages; i++) {
                senders.get(0).outbox().send(Buffer.buffer("MESSAGE\nseq:" + i + "\n\n\0"));
            }
            return Future.succeededFuture();
        });
        return TestEdge.await(loop, () -> Future.succeededFuture(flushes.count));
    }

    /** Counts what reaches the transport. */
    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private int count;

        @Override
        public void flush(ChannelHandlerContext context) {
            count++;
            context.flush();
        }
    }

    /** A socket that is upgraded and CONNECTED. */
    RawWebSocket connected() throws IOException {
        RawWebSocket socket = RawWebSocket.open(port);
        socket.text(CONNECT);
        assertThat(socket.read().text()).startsWith("CONNECTED\n");
        return socket;
    }

    /** Another client's round trip. */
    void answersOthers() throws IOException {
        try (RawWebSocket other = connected()) {
            other.text("SEND\ndestination:/x\n\nround trip\0");
            assertThat(other.read().text()).startsWith("MESSAGE\n").contains("round trip");
        }
    }

    @Override
    public void close() {
        TestEdge.done(vertx.close());
    }
}
