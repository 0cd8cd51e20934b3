package dev.parley.chat.shard;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Ids of events: UUIDs of version 7 (RFC 9562, section 5.7), each greater than the last one of this object, also within
 * a millisecond and when the clock steps back. The 12 bits of rand_a count (method 1 of section 6.2). One event loop.
 */
final class EventIds {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER_LIMIT = 1L << COUNTER_BITS;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;
    private static final long RANDOM_MASK = 0x3FFFFFFFFFFFFFFFL;

    private final RandomGenerator random;
    private long millis = -1;
    private long counter;

    EventIds(RandomGenerator random) {
        this.random = random;
    }

    String next(Instant now) {
        long clock = now.toEpochMilli();
        if (clock > millis) {
            millis = clock;
            counter = 0;
        } else if (++counter == COUNTER_LIMIT) {
            millis++;
            counter = 0;
        }
        long most = (millis << 16) | VERSION_7 | counter;
        long least = VARIANT | (random.nextLong() & RANDOM_MASK);
        return new UUID(most, least).toString();
    }
}
