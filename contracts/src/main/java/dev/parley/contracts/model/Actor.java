package dev.parley.contracts.model;

import java.util.Set;

/**
 * Who is acting: the authenticated user, as the gateway verified it. Never taken from a body.
 *
 * @param username the unique name, {@code [a-z0-9._-]{3,32}}
 * @param displayName what people are shown; for a guest, the {@code writer} it chose
 * @param roles the token's roles; a guest has {@link #GUEST}
 */
public record Actor(UserId id, String username, String displayName, Set<String> roles) {
    /** The role of somebody who never registered. */
    public static final String GUEST = "guest";

    public Actor {
        WellFormed.text("username", username);
        WellFormed.text("displayName", displayName);
        roles = Set.copyOf(roles);
    }

    public boolean isGuest() {
        return roles.contains(GUEST);
    }

    /** The same person under another display name. */
    public Actor shownAs(String newDisplayName) {
        return new Actor(id, username, newDisplayName, roles);
    }
}
