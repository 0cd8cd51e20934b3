package dev.parley.contracts.auth;

import dev.parley.contracts.model.UserId;

/** Changes the display name. */
public record UpdateProfile(UserId user, String displayName) implements AuthCommand<Profile> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
