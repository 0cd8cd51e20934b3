package dev.parley.auth.app;

import java.time.Duration;

/**
 * What login sessions there may be.
 *
 * @param refreshLife how long a refresh token lives, and so how long a login session lives unused
 * @param guests whether people may come without an account
 */
public record SessionOptions(Duration refreshLife, boolean guests) {
    public static final SessionOptions DEFAULTS = new SessionOptions(Duration.ofDays(30), false);

    /** Guests are many and come once, so they are remembered for a shorter time. */
    private static final Duration LONGEST_GUEST = Duration.ofDays(1);

    Duration refreshLife(boolean guest) {
        return guest && refreshLife.compareTo(LONGEST_GUEST) > 0 ? LONGEST_GUEST : refreshLife;
    }
}
