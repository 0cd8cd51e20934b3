package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;

/** Lets a user in again. */
public record EnableUser(UserId by, String user) implements AdminCommand<UserView> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
