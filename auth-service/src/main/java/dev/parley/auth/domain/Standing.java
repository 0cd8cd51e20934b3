package dev.parley.auth.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.time.Instant;
import java.util.Set;

/**
 * What an account may, beside what everybody may.
 *
 * @param roles that an admin gave it, of {@link #GIVEN}
 * @param disabled whether it is shut out
 * @param era counts how often all that it had gained was taken back; what was gained in an earlier era is void
 * @param takenAt when that was the last time; what another issuer signed until then is void. 1970 for never
 */
public record Standing(Set<String> roles, boolean disabled, long era, Instant takenAt) {
    public static final String ADMIN = "admin";

    /** The role of everybody who has an account; it is not given. */
    public static final String EVERYBODYS = "user";

    /** The roles that can be given. */
    public static final Set<String> GIVEN = Set.of("moderator", ADMIN);

    /** Of a new account. */
    public static final Standing NEW = new Standing(Set.of(), false, 0, Instant.EPOCH);

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} for a role that cannot be given */
    public Standing {
        requireGiven(roles);
        roles = Set.copyOf(roles);
    }

    /** With these roles and no other. */
    public Standing withRoles(Set<String> others) {
        return new Standing(others, disabled, era, takenAt);
    }

    /** Shut out, or let in again. */
    public Standing disabled(boolean out) {
        return new Standing(roles, out, era, takenAt);
    }

    /** After all that was gained until now is taken. */
    public Standing nextEra(Instant now) {
        return new Standing(roles, disabled, era + 1, now);
    }

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} for a role that cannot be given */
    public static void requireGiven(Set<String> roles) {
        if (!GIVEN.containsAll(roles)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "roles to give are moderator and admin");
        }
    }
}
