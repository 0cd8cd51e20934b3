package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;

/** Asks for one user, with the login sessions that live. */
public record ReadUser(UserId by, String user) implements AdminCommand<UserView> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
