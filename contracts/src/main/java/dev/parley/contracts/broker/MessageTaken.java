package dev.parley.contracts.broker;

/** The owner has the message: it is on its way, or it waits for somebody to take it. */
public record MessageTaken() implements BrokerReply {}
