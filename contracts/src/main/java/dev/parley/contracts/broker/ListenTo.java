package dev.parley.contracts.broker;

import dev.parley.contracts.model.NodeId;

/** Says what a gateway wants of one place; replaces what it said of that place before. */
public record ListenTo(NodeId to, NodeId gateway, Listening listening) implements BrokerCommand<Noted> {}
