package dev.parley.testkit.stomp;

import java.util.Optional;

/** A connection that carries bytes both ways. What arrives goes to the {@link Receiver} that it was opened with. */
public interface Wire {
    /** The longest wait for one step of the transport. */
    int STEP_SECONDS = 30;

    /**
     * Sends these bytes in one piece: one write, one WebSocket message, one SockJS message. Does nothing when the server
     * has closed, which is for the receiver to tell. Any thread.
     */
    void send(byte[] bytes);

    /** The WebSocket sub-protocol that the server chose. */
    default Optional<String> subProtocol() {
        return Optional.empty();
    }

    /** Cuts the connection without a farewell. */
    void cut();

    /** Where a wire brings what it gets; one thread at a time. */
    interface Receiver {
        void onBytes(byte[] bytes);

        /** The last call: the server closed, or the connection broke. */
        void onClosed(String why);
    }
}
