package dev.parley.contracts.auth;

import org.jspecify.annotations.Nullable;

/**
 * Signs in (RFC 6749, 4.3). Refused {@code unauthenticated}, alike for a wrong name and a wrong password.
 *
 * @param address what the limits of its client hang on, or null
 */
public record GrantPassword(
        String username, Secret password, @Nullable String address) implements AuthCommand<Tokens> {}
