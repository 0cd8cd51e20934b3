package dev.parley.gateway.transport;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Ticket;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/** Says at the HTTP doors that there is no place, before there is anything to close: 503 and when to come again. */
public final class PlaceGate {
    /** What opens or carries a session of SockJS, the last part of the path. */
    private static final Set<String> TRANSPORTS = Set.of("websocket", "xhr", "xhr_streaming", "eventsource");

    /** Where Vert.x keeps the sessions of SockJS of all loops, by their ids (SockJSImpl). */
    private static final String SESSIONS = "_vertx.sockjssessions";

    private PlaceGate() {}

    /** A place for a WebSocket, to be given back; empty where there is none, which is answered. */
    static Optional<Ticket> enter(RoutingContext context, Limits limits, Door door) {
        try {
            return Optional.of(limits.admission().enter(door, addressOf(context)));
        } catch (Refusal full) {
            HttpRefusal.send(context, full);
            return Optional.empty();
        }
    }

    /**
     * In front of a SockJS endpoint: lets a request for a new session in only where there is a place, which the session
     * takes when it is there; those of a session go on.
     */
    public static void beforeSockJs(RoutingContext context, Vertx vertx, Limits limits) {
        String[] path = context.normalizedPath().split("/", -1);
        boolean carries = TRANSPORTS.contains(path[path.length - 1])
                && !context.request().method().equals(HttpMethod.OPTIONS);
        if (!carries) {
            context.next();
            return;
        }
        boolean known =
                path.length > 1 && vertx.sharedData().getLocalMap(SESSIONS).containsKey(path[path.length - 2]);
        Optional<Refusal> full = known ? Optional.empty() : limits.admission().refusalOf(addressOf(context));
        if (full.isPresent()) {
            HttpRefusal.send(context, full.get());
        } else {
            HttpDeadlines.leaveToSession(context.request().connection());
            context.next();
        }
    }

    private static ClientAddress addressOf(RoutingContext context) {
        return ClientAddress.of(context.request().remoteAddress());
    }
}
