package dev.parley.gateway.session;

/**
 * A subscription of one connection.
 *
 * @param id as the client named it; in STOMP 1.0 without an id, the destination
 * @param named whether the client gave an id, so that MESSAGEs carry it
 * @param flow what delivers to it
 */
public record Subscription(String id, boolean named, String destination, Flow flow) {
    /** What delivers to a subscription. */
    public interface Flow {
        /** The connection can take bytes again. */
        void onRoom();

        /** Delivers nothing more. */
        void end();

        /** A flow that waits for nothing and holds nothing. */
        Flow IDLE = new Flow() {
            @Override
            public void onRoom() {}

            @Override
            public void end() {}
        };
    }
}
