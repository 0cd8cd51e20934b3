package dev.parley.contracts.auth;

import dev.parley.contracts.model.UserId;
import java.util.Set;

/** A user's own profile. */
public record Profile(UserId id, String username, String displayName, Set<String> roles) implements AuthReply {
    public Profile {
        roles = Set.copyOf(roles);
    }
}
