package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.contracts.broker.Offered;
import dev.parley.contracts.model.NodeId;
import java.util.function.Consumer;

/**
 * Who listens to a place at a gateway: for what goes to all, an event loop with all its subscribers; for what goes to
 * one, a subscriber. Called on the backbone's context.
 */
interface Listener {
    /** A message for all. */
    default void hear(BrokerMessage message) {
        throw new IllegalStateException("listens to a queue");
    }

    /**
     * A message for one.
     *
     * @param owner who is to be told how it ends
     * @param answer to be called once, on the listener's event loop
     */
    default void offer(NodeId owner, BrokerMessage message, Consumer<Offered.Outcome> answer) {
        throw new IllegalStateException("does not listen to a queue");
    }
}
