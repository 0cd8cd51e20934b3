package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import java.util.Set;

/**
 * Gives a user these roles beside {@code user}: {@code moderator}, {@code admin}, both or none. Its login sessions are
 * revoked, for their tokens say the old ones. Refused {@code conflict} for a guest, and for the asker itself.
 */
public record SetRoles(UserId by, String user, Set<String> roles) implements AdminCommand<UserView> {
    public SetRoles {
        roles = Set.copyOf(roles);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
