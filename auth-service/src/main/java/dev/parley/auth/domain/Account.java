package dev.parley.auth.domain;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody who can hold a login session.
 *
 * @param passwordHash in PHC string format; empty for whoever has no password here: guests and external people
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
        /** Known here by the tokens of another issuer. */
        EXTERNAL("user"),
        GUEST(Actor.GUEST);

        private final String role;

        Kind(String role) {
            this.role = role;
        }
    }

    public Account {
        if ((kind == Kind.PERSON) != passwordHash.isPresent()) {
            throw new IllegalArgumentException("a person who registered here has a password, and nobody else has");
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

    /** Somebody who came with another issuer's token. */
    public static Account external(UserId id, Username name, DisplayName shown, Instant now) {
        return new Account(id, name, shown, Kind.EXTERNAL, Optional.empty(), now);
    }

    public Set<String> roles() {
        return Set.of(kind.role);
    }

    public boolean isGuest() {
        return kind == Kind.GUEST;
    }

    public boolean isExternal() {
        return kind == Kind.EXTERNAL;
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }
}
