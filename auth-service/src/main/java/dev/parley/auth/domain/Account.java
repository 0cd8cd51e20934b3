package dev.parley.auth.domain;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
        Instant createdAt,
        Standing standing) {
    /** What sort of account it is, and the role that comes with it. */
    public enum Kind {
        PERSON(Standing.EVERYBODYS),
        /** Known here by the tokens of another issuer. */
        EXTERNAL(Standing.EVERYBODYS),
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
        return new Account(id, name, shown, Kind.PERSON, Optional.of(passwordHash), now, Standing.NEW);
    }

    /** Somebody who came without registering. */
    public static Account guest(UserId id, Username name, DisplayName shown, Instant now) {
        return new Account(id, name, shown, Kind.GUEST, Optional.empty(), now, Standing.NEW);
    }

    /** Somebody who came with another issuer's token. */
    public static Account external(UserId id, Username name, DisplayName shown, Instant now) {
        return new Account(id, name, shown, Kind.EXTERNAL, Optional.empty(), now, Standing.NEW);
    }

    /** The same with another name to show. */
    public Account shownAs(DisplayName shown) {
        return new Account(id, username, shown, kind, passwordHash, createdAt, standing);
    }

    /** The same with another password. */
    public Account withPassword(String hash) {
        return new Account(id, username, displayName, kind, Optional.of(hash), createdAt, standing);
    }

    /** The same with other rights. */
    public Account with(Standing other) {
        return new Account(id, username, displayName, kind, passwordHash, createdAt, other);
    }

    /** All its roles: that of its kind, and those it was given. */
    public Set<String> roles() {
        Set<String> roles = new TreeSet<>(standing.roles());
        roles.add(kind.role);
        return Set.copyOf(roles);
    }

    /** Whether it may do what admins do. */
    public boolean isAdmin() {
        return standing.roles().contains(Standing.ADMIN) && !standing.disabled();
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
