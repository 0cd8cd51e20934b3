package dev.parley.auth.domain;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who can hold a login session.
 *
 * @param passwordHash in PHC string format; empty for a guest, who has no password
 */
public record Account(
        UserId id,
        Username username,
        DisplayName displayName,
        Kind kind,
        Optional<String> passwordHash,
        Instant createdAt) {
    /** What sort of account it is, and the role that comes with it. */
    public enum Kind {
        PERSON("user"),
        GUEST(Actor.GUEST);

        private final String role;

        Kind(String role) {
            this.role = role;
        }
    }

    public Account {
        if ((kind == Kind.GUEST) == passwordHash.isPresent()) {
            throw new IllegalArgumentException("a person has a password and a guest has none");
        }
    }

    /** Somebody who registered. */
    public static Account person(UserId id, Username name, DisplayName shown, String passwordHash, Instant now) {
        return new Account(id, name, shown, Kind.PERSON, Optional.of(passwordHash), now);
    }

    /** Somebody who came without registering. */
    public static Account guest(UserId id, Username name, DisplayName shown, Instant now) {
        return new Account(id, name, shown, Kind.GUEST, Optional.empty(), now);
    }

    public Set<String> roles() {
        return Set.of(kind.role);
    }

    public boolean isGuest() {
        return kind == Kind.GUEST;
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
