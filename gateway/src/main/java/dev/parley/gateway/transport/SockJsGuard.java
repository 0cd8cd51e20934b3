package dev.parley.gateway.transport;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.transport.SockJsRequest.Transport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request go on to the SockJS session that it is for: whoever comes from elsewhere than who opened it gets the
 * answer for a session that does not exist, and a session is opened only when the gate says so.
 */
final class SockJsGuard implements Handler<RoutingContext> {
    private static final String OPENED = SockJsSessions.Opened.class.getName();
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final SockJsOptions options;
    private final SockJsSessions sessions;
    private final Function<ClientAddress, Ticket> gate;

    SockJsGuard(SockJsOptions options, SockJsSessions sessions, Function<ClientAddress, Ticket> gate) {
        this.options = options;
        this.sessions = sessions;
        this.gate = gate;
    }

    @Override
    public void handle(RoutingContext context) {
        SockJsRequest request = SockJsRequest.of(context);
        String session = request.kept().orElse(null);
        String client = request.sender().client();
        if (context.response().closed()) {
            return; // Vert.x would keep a session for ever that nobody is there to hear of
        }
        if (session != null || isWebSocket(context, request)) {
            HttpDeadlines.leaveToSession(context.request().connection());
        }
        if (isWebSocket(context, request)) {
            enter(context, client)
                    .map(place -> SockJsSessions.connected(client, place))
                    .ifPresent(begun -> upgrade(context, begun));
        } else if (session == null) {
            context.next();
        } else {
            handle(context, request, session);
        }
    }

    private void handle(RoutingContext context, SockJsRequest request, String session) {
        String client = request.sender().client();
        SockJsSessions.Opened known = sessions.get(session);
        if (known != null && !known.begun().isComplete()) {
            // A quick client's next request may come to another loop while the first is still at work.
            Context here = context.vertx().getOrCreateContext();
            known.begun().onComplete(begun -> here.runOnContext(ignored -> handle(context)));
            return;
        }
        if (known != null && !sessions.isHere(session)) {
            known.end();
            known = null;
        }
        if (known != null && options.boundToAddress() && !known.isOf(client)) {
            context.response().setStatusCode(404).end();
        } else if (request.transport() == Transport.XHR_SEND) {
            sendOrWait(context, known);
        } else if (known != null) {
            known.receivesAt(context.request().connection());
            context.next();
        } else if (sessions.isHere(session)) {
            context.next(); // it was closed, and says so
        } else {
            enter(context, client)
                    .map(place -> sessions.open(session, client, place))
                    .ifPresent(begun -> goOn(context, begun));
        }
    }

    /** A place for a session; empty where there is none, which is answered. */
    private Optional<Ticket> enter(RoutingContext context, String client) {
        try {
            return Optional.of(gate.apply(ClientAddress.written(client)));
        } catch (Refusal full) {
            HttpRefusal.send(context, full);
            return Optional.empty();
        }
    }

    /** Vert.x takes what is sent to a paused session, and keeps it without a bound. */
    private void sendOrWait(RoutingContext context, SockJsSessions.@Nullable Opened known) {
        Future<Void> held = known == null ? null : known.held();
        if (known == null || held == null) {
            context.next();
        } else if (known.mayWait()) {
            Context here = context.vertx().getOrCreateContext();
            held.onComplete(released -> here.runOnContext(ignored -> {
                known.waitsNoMore();
                handle(context);
            }));
        } else {
            HttpRefusal.send(context, new Refusal(ErrorCode.UNAVAILABLE, "too many requests wait", COME_BACK));
        }
    }

    private static void goOn(RoutingContext context, SockJsSessions.Opened begun) {
        begun.receivesAt(context.request().connection());
        context.put(OPENED, begun);
        context.next();
        endUnlessAccepted(begun);
        begun.begin();
    }

    private static void upgrade(RoutingContext context, SockJsSessions.Opened begun) {
        begun.receivesAt(context.request().connection());
        if (SockJsRequest.of(context).transport() == Transport.WEBSOCKET) {
            WebSocketGuard.of(context.request().connection()).ifPresent(WebSocketGuard::expectSockJs);
        }
        context.put(OPENED, begun);
        context.addEndHandler(ended -> endUnlessAccepted(begun)); // the handshake may fail later
        context.next();
    }

    private static void endUnlessAccepted(SockJsSessions.Opened begun) {
        if (!begun.isAccepted()) {
            begun.end();
        }
    }

    /** Whether the session that this request opened is a WebSocket. */
    static boolean isWebSocket(RoutingContext context) {
        return SockJsRequest.of(context).transport() == Transport.WEBSOCKET
                || context.normalizedPath().endsWith("/websocket");
    }

    private static boolean isWebSocket(RoutingContext context, SockJsRequest request) {
        return (request.transport() == Transport.WEBSOCKET
                        || context.normalizedPath().endsWith("/websocket"))
                && context.request().canUpgradeToWebSocket();
    }

    /** The session that this request opened; null for a request that opened none. */
    static SockJsSessions.@Nullable Opened openedBy(RoutingContext context) {
        return context.get(OPENED);
    }
}
