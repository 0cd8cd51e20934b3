package dev.parley.contracts.auth;

import org.jspecify.annotations.Nullable;

/**
 * Swaps a refresh token for new tokens (RFC 6749, 6). A spent one revokes its whole login session: {@code revoked}.
 *
 * @param address what the limits of its client hang on, or null
 */
public record GrantRefresh(Secret refreshToken, @Nullable String address) implements AuthCommand<Tokens> {}
