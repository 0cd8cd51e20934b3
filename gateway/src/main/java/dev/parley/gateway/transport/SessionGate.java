package dev.parley.gateway.transport;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Ticket;

/** Says whether one more SockJS session may be opened. Called on any event loop of the gateway. */
public interface SessionGate {
    /** Lets everybody in, and counts nobody. */
    SessionGate OPEN = (door, client) -> new Ticket(client, () -> {});

    /**
     * Asked before a session is created. The value is its place, closed when the session has ended or could not be opened
     * after all.
     *
     * @param client the client's address, also where another gateway has sent the request on
     * @throws Refusal when there is none for it
     */
    Ticket enter(Door door, ClientAddress client);
}
