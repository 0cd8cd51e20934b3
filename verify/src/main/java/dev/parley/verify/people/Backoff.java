package dev.parley.verify.people;

import java.util.random.RandomGenerator;

/** How long to wait before trying again: longer each time up to a bound, with jitter, and never less than was asked. */
final class Backoff {
    private static final long FIRST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 5000;

    private final RandomGenerator random;
    private long limit = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** @param askedMillis what the server asked for, 0 where it did not */
    long next(long askedMillis) {
        long millis = Math.min(askedMillis, LONGEST_MILLIS) + 1 + random.nextLong(limit);
        limit = Math.min(2 * limit, LONGEST_MILLIS);
        return millis;
    }

    /** It went well. */
    void reset() {
        limit = FIRST_MILLIS;
    }
}
