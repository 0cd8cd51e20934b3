package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Pages through the users by username.
 *
 * @param query a part of the username or of the display name; empty for all
 * @param cursor of the page before, or null for the first
 * @param limit the most items
 */
public record ListUsers(UserId by, String query, @Nullable String cursor, int limit) implements AdminCommand<UserPage> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
