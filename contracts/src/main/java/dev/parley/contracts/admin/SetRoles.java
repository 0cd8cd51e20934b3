package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives a user these roles beside {@code user}: {@code moderator}, {@code admin}, both or none. Its login sessions are
 * revoked, for their tokens say the old ones. Refused {@code conflict} for a guest, and for the asker itself.
 *
 * @param address where the admin is, as far as limits go, or null
 */
public record SetRoles(
        UserId by, String user, Set<String> roles, @Nullable String address) implements AdminCommand<UserView> {
    public SetRoles {
        roles = Set.copyOf(roles);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
