package dev.parley.contracts.auth;

/** Signs in (RFC 6749, 4.3). Refused {@code unauthenticated}, alike for a wrong name and a wrong password. */
public record GrantPassword(String username, Secret password) implements AuthCommand<Tokens> {}
