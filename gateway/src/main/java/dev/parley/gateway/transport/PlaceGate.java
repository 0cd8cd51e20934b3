package dev.parley.gateway.transport;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Ticket;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Says at the HTTP doors that there is no place, before there is anything to close: 503 and when to come again. */
public final class PlaceGate {
    private PlaceGate() {}

    /** A place for a WebSocket, to be given back; empty where there is none, which is answered. */
    static Optional<Ticket> enter(RoutingContext context, Limits limits, Door door) {
        try {
            return Optional.of(limits.admission().enter(door, ClientAddresses.of(context)));
        } catch (Refusal full) {
            HttpRefusal.send(context, full);
            return Optional.empty();
        }
    }

    /** Lets a SockJS session be opened only where there is a place, and takes it. */
    public static SessionGate of(Limits limits) {
        return limits.admission()::enter;
    }
}
