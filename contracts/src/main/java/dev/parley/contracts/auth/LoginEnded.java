package dev.parley.contracts.auth;

/** Done; gateways are told by {@link LoginRevoked}. */
public record LoginEnded() implements AuthReply {}
