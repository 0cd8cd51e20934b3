package dev.parley.gateway.limits;

import dev.parley.platform.config.Settings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/**
 * So many in a time, and so many at once after a pause.
 *
 * @param count 0: no limit
 * @param per the time in which an empty bucket gets so many, evenly
 * @param burst at least 1
 */
public record Rate(int count, Duration per, int burst) {
    private static final int MOST = 1_000_000;

    /** So many a second. */
    public Rate(int perSecond, int burst) {
        this(perSecond, Duration.ofSeconds(1), burst);
    }

    /** @param fallback whose time it keeps */
    static Rate of(Settings settings, String countKey, String burstKey, Rate fallback) {
        return new Rate(
                settings.number(countKey, fallback.count, 0, MOST),
                fallback.per,
                settings.number(burstKey, fallback.burst, 1, MOST));
    }

    boolean isOff() {
        return count == 0;
    }

    /** A full bucket of tokens, refilled without steps. */
    Bucket bucket(TimeMeter time, SynchronizationStrategy threads) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(burst).refillGreedy(count, per))
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(threads)
                .build();
    }

    /** How long an empty bucket takes to be full, when forgetting it makes no difference; a second at least. */
    Duration untilFull() {
        return per.multipliedBy(burst).dividedBy(Math.max(1, count)).plusSeconds(1);
    }
}
