package dev.parley.contracts.auth;

import org.jspecify.annotations.Nullable;

/**
 * Ends the login session of a refresh token. An unknown one is no error: it is ended already.
 *
 * @param address what the limits of its client hang on, or null
 */
public record Logout(Secret refreshToken, @Nullable String address) implements AuthCommand<LoginEnded> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
