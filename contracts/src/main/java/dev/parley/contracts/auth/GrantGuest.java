package dev.parley.contracts.auth;

/** Makes a guest and signs it in. Refused {@code forbidden} where guests are not allowed. */
public record GrantGuest(String displayName) implements AuthCommand<Tokens> {}
