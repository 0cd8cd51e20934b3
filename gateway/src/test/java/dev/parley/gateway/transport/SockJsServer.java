package dev.parley.gateway.transport;

import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.peer.PeerClient;
import dev.parley.gateway.peer.PeerOptions;
import dev.parley.gateway.peer.Peers;
import dev.parley.gateway.session.Backlog;
import dev.parley.gateway.session.Outbox;
import dev.parley.gateway.session.Wheel;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.LocalBackbone;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** An HTTP server with SockJS endpoints: {@code /echo}, {@code /close}, and others that a test brings. */
public final class SockJsServer implements AutoCloseable {
    static final SockJsOptions OPTIONS = new SockJsOptions(true, 100, 65_536);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Throwable> thrown = new CopyOnWriteArrayList<>();
    private final Router router = Router.router(vertx);
    private final SockJsEndpoint endpoint;
    private final AtomicLong written = new AtomicLong();
    private int port;

    /** @param backbone whose gateways are the server's peers */
    SockJsServer(SockJsOptions options, SessionGate gate, Backbone backbone) {
        vertx.exceptionHandler(thrown::add);
        Peers peers = new Peers(backbone);
        endpoint = TestEdge.await(
                loop,
                () -> Future.succeededFuture(new SockJsEndpoint(
                        vertx,
                        options,
                        gate,
                        peers,
                        new PeerClient(vertx, new PeerOptions(100, TestEdge.SOON), peers, Optional.empty()),
                        new Limits(LimitOptions.unlimited(), registry))));
        with("/echo", socket -> socket.handler(socket::write));
        with("/close", SockJSSocket::close);
    }

    /** An endpoint of a server that has no peers. */
    public static SockJsEndpoint alone(Vertx vertx) {
        return alone(vertx, SessionGate.OPEN);
    }

    static SockJsEndpoint alone(Vertx vertx, SessionGate gate) {
        return alone(vertx, gate, new Limits(LimitOptions.unlimited(), new SimpleMeterRegistry()));
    }

    static SockJsEndpoint alone(Vertx vertx, Limits limits) {
        return alone(vertx, SessionGate.OPEN, limits);
    }

    private static SockJsEndpoint alone(Vertx vertx, SessionGate gate, Limits limits) {
        Peers nobody = new Peers(new LocalBackbone(vertx, new NodeId("g", "1")));
        return new SockJsEndpoint(
                vertx,
                OPTIONS,
                gate,
                nobody,
                new PeerClient(vertx, new PeerOptions(1, Duration.ofSeconds(1)), nobody, Optional.empty()),
                limits);
    }

    /** A further endpoint, whose sessions may go without a poll for longer than a slow machine ever needs. */
    SockJsServer with(String path, Consumer<SockJSSocket> server) {
        return with(path, SockJsEndpoint.stockOptions().setSessionTimeout(30_000), server);
    }

    /** A further endpoint. */
    SockJsServer with(String path, SockJSHandlerOptions stock, Consumer<SockJSSocket> server) {
        endpoint.mount(
                router, path, Door.SOCKJS, SockJSHandler.create(vertx, stock).socketHandler(socket -> {
                    socket.exceptionHandler(vanished -> {});
                    socket.closeHandler(closed -> SockJsEndpoint.ended(socket));
                    SockJsEndpoint.accepted(socket);
                    server.accept(socket);
                }));
        return this;
    }

    /** An endpoint whose sessions are sent as much as an outbox of so many bytes has room for, without an end. */
    SockJsServer withFeed(String path, int bound, int message, Consumer<Outbox> made) {
        Buffer bytes = Buffer.buffer("x".repeat(message));
        return with(path, socket -> {
            boolean[] over = new boolean[1];
            Outbox[] own = new Outbox[1];
            Runnable fill = () -> {
                // Not without an end: to a session that is closed, every write fails at once and leaves its room.
                for (int sent = 0; sent <= bound && own[0].hasRoom() && !over[0]; sent += message) {
                    own[0].send(bytes);
                    written.addAndGet(message);
                }
            };
            socket.closeHandler(closed -> {
                over[0] = true;
                SockJsEndpoint.ended(socket);
            });
            own[0] = new Outbox(new SockJsConnection(socket), new Wheel(), bound, Backlog.unbounded(), fill);
            made.accept(own[0]);
            fill.run();
        });
    }

    /** Bytes that feeds were rid of, sent or not. */
    long written() {
        return written.get();
    }

    SockJsServer listen(int wanted) {
        port = TestEdge.await(
                loop,
                () -> vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(wanted, "127.0.0.1")
                        .map(HttpServer::actualPort));
        return this;
    }

    Vertx vertx() {
        return vertx;
    }

    Router router() {
        return router;
    }

    SockJsEndpoint endpoint() {
        return endpoint;
    }

    int port() {
        return port;
    }

    /** What nobody caught. */
    List<Throwable> thrown() {
        return thrown;
    }

    @Override
    public void close() {
        TestEdge.done(vertx.close());
    }
}
