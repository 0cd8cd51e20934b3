package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;

/** Shuts a user out: sign-in is refused, and all of its login sessions are revoked. Refused {@code conflict} for the asker itself. */
public record DisableUser(UserId by, String user) implements AdminCommand<UserView> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
