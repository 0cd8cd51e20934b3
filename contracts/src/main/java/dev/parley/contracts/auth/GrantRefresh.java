package dev.parley.contracts.auth;

/** Swaps a refresh token for new tokens (RFC 6749, 6). A spent one revokes its whole login session: {@code revoked}. */
public record GrantRefresh(Secret refreshToken) implements AuthCommand<Tokens> {}
