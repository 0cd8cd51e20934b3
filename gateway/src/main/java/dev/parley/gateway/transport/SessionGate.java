package dev.parley.gateway.transport;

import java.util.Optional;

/** Says whether one more SockJS session may be opened. Called on any event loop of the gateway. */
public interface SessionGate {
    /** Lets everybody in. */
    SessionGate OPEN = client -> Optional.of(() -> {});

    /**
     * Asked before a session is created. Empty refuses it; else the value is run once, when the session has ended or
     * could not be opened after all.
     *
     * @param client the client's address, also where another gateway has sent the request on
     */
    Optional<Runnable> enter(String client);
}
