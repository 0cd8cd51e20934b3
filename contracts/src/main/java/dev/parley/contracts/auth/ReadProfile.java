package dev.parley.contracts.auth;

import dev.parley.contracts.model.UserId;

/** Asks for a user's own profile. */
public record ReadProfile(UserId user) implements AuthCommand<Profile> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
