package dev.parley.e2e.conformance;

/** Bytes out, bytes in. What arrives goes to the {@link Receiver} that the wire was opened with. */
interface Wire {
    /** The longest wait for one step of the transport. */
    int STEP_SECONDS = 10;

    /**
     * Sends these bytes in one piece: one write, one WebSocket message, one SockJS message. Does nothing when the server
     * has closed, which is for the receiver to tell.
     */
    void send(byte[] bytes);

    /** Cuts the connection without a farewell. */
    void cut();

    /** Where a wire brings what it gets; one thread at a time. */
    interface Receiver {
        void onBytes(byte[] bytes);

        /** The last call: the server closed, or the connection broke. */
        void onClosed(String why);
    }
}
