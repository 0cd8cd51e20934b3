package dev.parley.auth.domain;

import java.time.Instant;

/**
 * One refresh token as it was stored, with the login session that it belongs to.
 *
 * @param tokenHash {@link RefreshToken#hash()}
 * @param spent whether it has been swapped already
 * @param revoked whether its login session has been revoked
 */
public record Grant(String tokenHash, Login login, Instant expiresAt, boolean spent, boolean revoked) {
    /** What presenting it means. */
    public enum Verdict {
        /** It may be swapped. */
        GOOD,
        /** It came too late, and is as good as unknown. */
        EXPIRED,
        /** It has been swapped before: one of the two who presented it stole it, so the login session must end. */
        REUSED,
        /** Its login session has ended. */
        REVOKED
    }

    /** Judges it at a moment. */
    public Verdict judge(Instant now) {
        if (revoked) {
            return Verdict.REVOKED;
        }
        if (!now.isBefore(expiresAt)) {
            return Verdict.EXPIRED;
        }
        return spent ? Verdict.REUSED : Verdict.GOOD;
    }

    @Override
    public String toString() {
        return "Grant[" + login.id() + "]";
    }
}
