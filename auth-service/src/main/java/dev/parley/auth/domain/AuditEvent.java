package dev.parley.auth.domain;

import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Something that happened to the security of accounts. Holds ids, not names: an account that was erased leaves none.
 *
 * @param id unique; orders what happened at the same time
 * @param by who did it, where that is known
 * @param user whom it concerns
 * @param address where the client was, as far as its limits go
 * @param detail more of it, in the service's own words; never a secret; empty for none
 */
public record AuditEvent(
        String id,
        Instant at,
        Kind kind,
        Optional<UserId> by,
        Optional<UserId> user,
        Optional<String> address,
        String detail) {
    /** What happened. */
    public enum Kind {
        SIGN_IN,
        SIGN_IN_FAILED,
        SIGN_IN_BRAKED,
        REGISTERED,
        GUEST_CAME,
        REFRESH_REUSED,
        LOGGED_OUT,
        PASSWORD_CHANGED,
        FIRST_ADMIN_MADE,
        USER_DISABLED,
        USER_ENABLED,
        ROLES_SET,
        LOGINS_REVOKED,
        USER_ERASED,
        KEYS_ROTATED;

        private static final Set<Kind> ADMINS = EnumSet.range(FIRST_ADMIN_MADE, KEYS_ROTATED);

        /** Whether only admins make it happen: it stays whatever there is besides. */
        public boolean isAdmins() {
            return ADMINS.contains(this);
        }

        /** Whether it goes last of what not only admins make happen: nobody pushes it out by failing to sign in. */
        public boolean isLasting() {
            return this == REFRESH_REUSED;
        }

        /** As in the log and at the API: {@code sign-in-failed}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The one of a label. */
        public static Kind labelled(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Where a page of the log ends, so that the next begins behind it. */
    public record Place(Instant at, String id) {}

    /** Where it is in the log. */
    public Place place() {
        return new Place(at, id);
    }
}
