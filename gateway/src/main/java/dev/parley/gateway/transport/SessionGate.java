package dev.parley.gateway.transport;

import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Ticket;
import java.util.Optional;

/** Says whether one more SockJS session may be opened. Called on any event loop of the gateway. */
public interface SessionGate {
    /** Lets everybody in, and counts nobody. */
    SessionGate OPEN = (door, client) -> Optional.of(new Ticket(client, () -> {}));

    /**
     * Asked before a session is created. Empty refuses it; else the value is its place, closed when the session has ended
     * or could not be opened after all.
     *
     * @param client the client's address, also where another gateway has sent the request on
     */
    Optional<Ticket> enter(Door door, ClientAddress client);
}
