package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Lets a user in again.
 *
 * @param address where the admin is, as far as limits go, or null
 */
public record EnableUser(UserId by, String user, @Nullable String address) implements AdminCommand<UserView> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
