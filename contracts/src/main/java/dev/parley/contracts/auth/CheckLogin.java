package dev.parley.contracts.auth;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a user, and a login session of theirs, is still what it was when a token was signed.
 *
 * @param loginId the session ({@code sid}), or null where the token has none
 */
public record CheckLogin(UserId user, @Nullable String loginId) implements AuthCommand<LoginChecked> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
