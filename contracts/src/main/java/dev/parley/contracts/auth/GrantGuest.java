package dev.parley.contracts.auth;

import org.jspecify.annotations.Nullable;

/**
 * Makes a guest and signs it in. Refused {@code forbidden} where guests are not allowed.
 *
 * @param address what the limits of its client hang on, or null
 */
public record GrantGuest(String displayName, @Nullable String address) implements AuthCommand<Tokens> {}
