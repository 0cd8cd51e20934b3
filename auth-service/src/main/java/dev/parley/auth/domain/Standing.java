package dev.parley.auth.domain;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.Set;

/**
 * What an account may, beside what everybody may.
 *
 * @param roles that an admin gave it, of {@link #GIVEN}
 * @param disabled whether it is shut out
 * @param era counts how often all that it had gained was taken back; what was gained in an earlier era is void
 */
public record Standing(Set<String> roles, boolean disabled, long era) {
    public static final String ADMIN = "admin";

    /** The role of everybody who has an account; it is not given. */
    public static final String EVERYBODYS = "user";

    /** The roles that can be given. */
    public static final Set<String> GIVEN = Set.of("moderator", ADMIN);

    /** Of a new account. */
    public static final Standing NEW = new Standing(Set.of(), false, 0);

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} for a role that cannot be given */
    public Standing {
        requireGiven(roles);
        roles = Set.copyOf(roles);
    }

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} for a role that cannot be given */
    public static void requireGiven(Set<String> roles) {
        if (!GIVEN.containsAll(roles)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "roles to give are moderator and admin");
        }
    }
}
