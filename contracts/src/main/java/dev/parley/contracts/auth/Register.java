package dev.parley.contracts.auth;

import org.jspecify.annotations.Nullable;

/**
 * Makes an account and signs it in. Refused {@code conflict} where the username is taken, {@code bad-request} for a bad name or a weak password.
 *
 * @param address what the limits of its client hang on, or null
 */
public record Register(
        String username,
        Secret password,
        String displayName,
        @Nullable String address) implements AuthCommand<Tokens> {}
