package dev.parley.gateway.transport;

import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Sessions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.List;

/** STOMP over SockJS: websocket, xhr-streaming, xhr-polling, eventsource. */
public final class SockJsDoor {
    /** The transports that no living browser needs. */
    private static final List<String> DISABLED = List.of("HTML_FILE", "JSON_P");
    /** The requests whose connection Vert.x closes under the answer (XhrTransport, EventSourceTransport). */
    private static final List<String> POLLED = List.of("/xhr", "/xhr_streaming", "/eventsource");

    private static final long ENVELOPE_BYTES = 65_536;

    private final Vertx vertx;
    private final Sessions sessions;
    private final long maxBodyBytes;

    public SockJsDoor(Vertx vertx, Sessions sessions, long maxBodyBytes) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Opens the door at each path. */
    public void mount(Router router, List<String> paths) {
        paths.forEach(path -> {
            router.get(path).handler(SockJsDoor::greet);
            router.route(path + "/*").handler(request -> PlaceGate.beforeSockJs(request, vertx, sessions.limits()));
            router.route(path + "/*").handler(SockJsDoor::announceClose);
            router.post(path + "/*").handler(bodies(maxBodyBytes));
            router.route(path + "/*").failureHandler(SockJsDoor::fail);
            router.route(path + "/*")
                    .subRouter(SockJSHandler.create(vertx, options()).socketHandler(this::accept));
        });
    }

    /** SockJS 0.3.3, "Greeting": with the slash behind it, Vert.x answers so itself. */
    private static void greet(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
                .end("Welcome to SockJS!\n");
    }

    /** What every SockJS endpoint of the gateway is like. The library for its iframe page is our own. */
    public static SockJSHandlerOptions options() {
        SockJSHandlerOptions options = new SockJSHandlerOptions()
                .setInsertJSESSIONID(false)
                .setRegisterWriteHandler(false)
                .setLibraryURL("/lib/sockjs/sockjs.min.js");
        DISABLED.forEach(options::addDisabledTransport);
        return options;
    }

    /**
     * Says in the answer that its connection will be closed. Vert.x closes it without a word, and a client that keeps
     * connections alive then loses its next request, an {@code xhr_send} as a rule, in the one that is closing.
     */
    public static void announceClose(RoutingContext context) {
        if (POLLED.stream().anyMatch(context.normalizedPath()::endsWith)) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.next();
    }

    /**
     * The bodies of {@code xhr_send}: an envelope in which a frame may take twice its bytes by JSON's escapes. Room for
     * that, so that a frame over the limit gets to the decoder, which says so as at every other door.
     */
    public static BodyHandler bodies(long maxBodyBytes) {
        return BodyHandler.create(false).setBodyLimit(2 * maxBodyBytes + ENVELOPE_BYTES);
    }

    /** A request that cannot be served is answered, and is nothing to log. */
    public static void fail(RoutingContext context) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(context.statusCode() < 400 ? 500 : context.statusCode())
                    .end();
        }
    }

    /** A SockJS session stays on the loop that it was opened on, whichever loop its requests come to. */
    private void accept(SockJSSocket socket) {
        Context home = vertx.getOrCreateContext();
        Session session =
                sessions.accept(new SockJsConnection(socket), Door.SOCKJS, ClientAddress.of(socket.remoteAddress()));
        socket.exceptionHandler(broken -> home.runOnContext(ignored -> session.onClosed()));
        socket.closeHandler(closed -> home.runOnContext(ignored -> session.onClosed()));
        socket.handler(session::onBytes);
    }
}
