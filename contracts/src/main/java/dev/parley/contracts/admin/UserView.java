package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import java.util.List;
import java.util.Set;

/**
 * A user as admins see it.
 *
 * @param logins the newest of its login sessions that live; none in a page of users
 */
public record UserView(
        UserId id,
        String username,
        String displayName,
        Set<String> roles,
        boolean disabled,
        long createdAtMillis,
        List<LoginView> logins)
        implements AdminReply {
    public UserView {
        roles = Set.copyOf(roles);
        logins = List.copyOf(logins);
    }
}
