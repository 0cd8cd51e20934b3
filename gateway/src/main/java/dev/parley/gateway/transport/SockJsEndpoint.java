package dev.parley.gateway.transport;

import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.peer.PeerClient;
import dev.parley.gateway.peer.Peers;
import dev.parley.gateway.peer.Sender;
import dev.parley.gateway.session.CloseReason;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.List;

/**
 * What every SockJS endpoint of the gateway is: Vert.x's handler, and before it what that lacks. A request goes to the
 * gateway that has its session, is checked against who opened that, and only then gets to Vert.x. One event loop.
 */
public final class SockJsEndpoint {
    /** The transports that no living browser needs. */
    private static final List<String> DISABLED = List.of("HTML_FILE", "JSON_P");

    private static final long ENVELOPE_BYTES = 65_536;

    private final SockJsOptions options;
    private final Peers peers;
    private final SockJsSessions sessions;
    private final SockJsForwarder forwarder;
    private final SessionGate gate;
    private final Limits limits;

    /** Call on the event loop that it is for. */
    public SockJsEndpoint(
            Vertx vertx, SockJsOptions options, SessionGate gate, Peers peers, PeerClient toPeers, Limits limits) {
        this.options = options;
        this.limits = limits;
        this.peers = peers;
        this.sessions = SockJsSessions.of(vertx);
        this.forwarder = new SockJsForwarder(sessions, peers, toPeers);
        this.gate = gate;
    }

    /** What Vert.x is told of it. The library for its iframe page is our own. */
    public static SockJSHandlerOptions stockOptions() {
        SockJSHandlerOptions stock = new SockJSHandlerOptions()
                .setInsertJSESSIONID(false)
                .setRegisterWriteHandler(false)
                .setLibraryURL("/lib/sockjs/sockjs.min.js");
        DISABLED.forEach(stock::addDisabledTransport);
        return stock;
    }

    /** Opens it at a path, as a door of this kind, with Vert.x's handler behind it. */
    public void mount(Router router, String path, Door door, Router stock) {
        String below = path + "/*";
        router.route(below).handler(SockJsEndpoint::refuseEmptyNames);
        router.get(path).handler(SockJsEndpoint::greet);
        router.route(below).handler(context -> {
            Sender sender =
                    Sender.of(context.request(), ClientAddresses.of(context).text(), peers);
            SockJsRequest.of(context, path, sender);
            context.next();
        });
        router.post(below).handler(bodies());
        router.route(below).handler(forwarder);
        router.route(below).handler(SockJsEndpoint::amendHeaders);
        router.route(below).handler(new SockJsGuard(options, sessions, client -> gate.enter(door, client)));
        router.post(below).handler(new SockJsMessages(sessions, options.maxFrames(), limits));
        router.route(below).failureHandler(SockJsEndpoint::fail);
        router.route(below).subRouter(stock);
    }

    /** Whether there are sessions that need further connections of their clients: those that poll or stream. */
    public boolean isAskedFor() {
        return sessions.areKept();
    }

    /**
     * The door has a session, and will call {@link #ended}. One that nobody has let in (two requests of one client raced)
     * is closed at once.
     */
    public static void accepted(SockJSSocket socket) {
        SockJsSessions.Opened opened = SockJsGuard.openedBy(socket.routingContext());
        if (opened == null || !opened.accept()) {
            socket.close();
        }
    }

    /** The place of a session, from the address of the client that opened it. */
    public static Ticket place(SockJSSocket socket) {
        SockJsSessions.Opened opened = SockJsGuard.openedBy(socket.routingContext());
        return opened == null ? Ticket.refused(client(socket)) : opened.place();
    }

    /** A session that was accepted is over. */
    public static void ended(SockJSSocket socket) {
        SockJsSessions.Opened opened = SockJsGuard.openedBy(socket.routingContext());
        if (opened != null) {
            opened.end();
        }
    }

    /** The connection that the messages of a session leave by at present. */
    static HttpConnection receiver(SockJSSocket socket) {
        SockJsSessions.Opened opened = SockJsGuard.openedBy(socket.routingContext());
        HttpConnection latest = opened == null ? null : opened.receiver();
        return latest == null ? socket.routingContext().request().connection() : latest;
    }

    /** Takes nothing of what a session's client sends, or takes it again. */
    static void hold(SockJSSocket socket, boolean wanted) {
        SockJsSessions.Opened opened = SockJsGuard.openedBy(socket.routingContext());
        if (opened == null) {
            return;
        }
        if (SockJsGuard.isWebSocket(socket.routingContext())) {
            Channels.read(receiver(socket), !wanted);
        } else if (wanted) {
            opened.hold();
        } else {
            opened.release();
        }
    }

    /** Lets the client know why, where there is a WebSocket; over the other transports SockJS has one status for all. */
    static void closing(SockJSSocket socket, CloseReason reason) {
        if (SockJsGuard.isWebSocket(socket.routingContext())) {
            WebSocketGuard.of(receiver(socket)).ifPresent(guard -> guard.closeAs(reason));
        }
    }

    /** The address of the client that opened a session, also where another gateway has sent its request on. */
    private static ClientAddress client(SockJSSocket socket) {
        return ClientAddress.written(
                SockJsRequest.of(socket.routingContext()).sender().client());
    }

    /** Vert.x would take two slashes for one. */
    private static void refuseEmptyNames(RoutingContext context) {
        if (context.request().path().contains("//")) {
            context.response().setStatusCode(404).end();
        } else {
            context.next();
        }
    }

    /** SockJS 0.3.3, "Greeting": with the slash behind it, Vert.x answers so itself. */
    private static void greet(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=UTF-8")
                .end("Welcome to SockJS!\n");
    }

    /**
     * Says in the answer to a request that receives that its connection will be closed. Vert.x closes it without a word
     * (XhrTransport, EventSourceTransport), and a client that keeps connections alive then loses its next request, an
     * {@code xhr_send} as a rule, in the one that is closing.
     *
     * <p>And takes back a "false" that stands for no header (Fetch, "Access-Control-Allow-Credentials").
     */
    private static void amendHeaders(RoutingContext context) {
        SecurityHeaders.ofSockJs(context);
        SockJsRequest request = SockJsRequest.of(context);
        if (request.transport() != null && request.transport().receives()) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.addHeadersEndHandler(ignored -> {
            if ("false".equals(context.response().headers().get(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS))) {
                context.response().headers().remove(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS);
            }
        });
        context.next();
    }

    /**
     * The bodies of {@code xhr_send}: an envelope in which a frame may take twice its bytes by JSON's escapes. Room for
     * that, so that a frame over the limit gets to the decoder, which says so as at every other door.
     */
    private BodyHandler bodies() {
        return BodyHandler.create(false).setBodyLimit(2 * options.maxBodyBytes() + ENVELOPE_BYTES);
    }

    /** A request that cannot be served is answered, and is nothing to log. */
    private static void fail(RoutingContext context) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(context.statusCode() < 400 ? 500 : context.statusCode())
                    .end();
        }
    }
}
