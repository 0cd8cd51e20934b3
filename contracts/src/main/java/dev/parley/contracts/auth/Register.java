package dev.parley.contracts.auth;

/** Makes an account and signs it in. Refused {@code conflict} where the username is taken, {@code bad-request} for a bad name or a weak password. */
public record Register(String username, Secret password, String displayName) implements AuthCommand<Tokens> {}
