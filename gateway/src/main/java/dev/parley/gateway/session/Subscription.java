package dev.parley.gateway.session;

import io.vertx.core.Future;
import java.util.List;

/**
 * A subscription of one connection.
 *
 * @param flow what delivers to it
 */
public record Subscription(Subscriber subscriber, Flow flow) {
    /** What delivers to a subscription. */
    public interface Flow {
        /** The connection can take bytes again, or the client has acknowledged something. */
        void onRoom();

        /** The client has acknowledged these messages, in the order they were delivered. */
        default void onAcknowledged(List<String> messageIds) {}

        /** The client has refused these messages. */
        default void onRejected(List<String> messageIds) {}

        /** Completes when what the client has acknowledged is as durable as it gets. */
        default Future<Void> stored() {
            return Future.succeededFuture();
        }

        /** Delivers nothing more. */
        void end();

        /** Whether it has ended without the client: its subscription is still there, for UNSUBSCRIBE, and its id is free. */
        default boolean isOver() {
            return false;
        }

        /** A flow that waits for nothing and holds nothing. */
        Flow IDLE = new Flow() {
            @Override
            public void onRoom() {}

            @Override
            public void end() {}
        };
    }

    /** As the client named it; in STOMP 1.0 without an id, the destination. */
    public String id() {
        return subscriber.id();
    }

    /** As the client wrote it. */
    public String destination() {
        return subscriber.destination();
    }
}
