package dev.parley.contracts.broker;

import dev.parley.contracts.model.NodeId;

/**
 * Offers a message of a queue to the subscribers of one gateway.
 *
 * @param owner who is to be told how it ends
 * @param except the subscriber that had it last, by the number in {@link Offered}: others come first; 0 for none
 */
public record OfferMessage(NodeId to, NodeId owner, Place place, BrokerMessage message, long except)
        implements BrokerCommand<Offered> {}
