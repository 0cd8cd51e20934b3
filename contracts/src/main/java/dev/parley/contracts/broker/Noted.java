package dev.parley.contracts.broker;

/** Heard and in force. */
public record Noted() implements BrokerReply {}
