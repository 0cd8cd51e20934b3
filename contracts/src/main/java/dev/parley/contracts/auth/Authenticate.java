package dev.parley.contracts.auth;

import org.jspecify.annotations.Nullable;

/**
 * Checks a username and a password, for a STOMP login that needs no tokens.
 *
 * @param address what the limits of its client hang on, or null
 */
public record Authenticate(
        String username, Secret password, @Nullable String address) implements AuthCommand<Authenticated> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
