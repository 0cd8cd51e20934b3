package dev.parley.contracts.broker;

import dev.parley.contracts.model.NodeId;

/** Gives a message to the owner of its place. */
public record SendMessage(NodeId to, Place place, BrokerMessage message) implements BrokerCommand<MessageTaken> {}
