package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Shuts a user out: sign-in is refused, and all of its login sessions are revoked. Refused {@code conflict} for the asker
 * itself.
 *
 * @param address where the admin is, as far as limits go, or null
 */
public record DisableUser(UserId by, String user, @Nullable String address) implements AdminCommand<UserView> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
