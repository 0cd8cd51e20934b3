package dev.parley.auth.domain;

import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * What was taken from a user, as it is kept for gateways that did not hear of it: one access token, one login session, or
 * all that was gained before an era.
 *
 * @param number 1, 2, 3, … in the order of the commits
 * @param until when nothing is left that it could take
 */
public record Revocation(long number, Taken taken, Instant until) {
    /** {@link Taken#era} of what is taken in every era. */
    public static final long EVERY_ERA = 0;

    /**
     * What it takes.
     *
     * @param login the one login session, or empty
     * @param spared the one login session that is not taken, or empty
     * @param token the one access token, or empty
     * @param era where neither a login session nor a token is named: all of an earlier one
     */
    public record Taken(
            UserId user, Optional<String> login, Optional<String> spared, Optional<String> token, long era) {
        /** One login session. */
        public static Taken login(UserId user, String login) {
            return new Taken(user, Optional.of(login), Optional.empty(), Optional.empty(), EVERY_ERA);
        }

        /** One access token. */
        public static Taken token(UserId user, String token) {
            return new Taken(user, Optional.empty(), Optional.empty(), Optional.of(token), EVERY_ERA);
        }

        /** All that was gained before an era, but one login session. */
        public static Taken all(UserId user, long era, Optional<String> spared) {
            return new Taken(user, Optional.empty(), spared, Optional.empty(), era);
        }
    }
}
