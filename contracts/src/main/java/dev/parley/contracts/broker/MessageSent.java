package dev.parley.contracts.broker;

/** A message for everybody who listens to a place. */
public record MessageSent(Place place, BrokerMessage message) implements BrokerEvent {}
