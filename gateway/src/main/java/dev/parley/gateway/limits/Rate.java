package dev.parley.gateway.limits;

import dev.parley.platform.config.Settings;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;

/**
 * So many a second, and so many at once after a pause.
 *
 * @param perSecond 0: no limit
 * @param burst at least 1
 */
public record Rate(int perSecond, int burst) {
    private static final int MOST = 1_000_000;

    static Rate of(Settings settings, String perSecondKey, String burstKey, Rate fallback) {
        return new Rate(
                settings.number(perSecondKey, fallback.perSecond, 0, MOST),
                settings.number(burstKey, fallback.burst, 1, MOST));
    }

    boolean isOff() {
        return perSecond == 0;
    }

    /** A full bucket of tokens, refilled without steps. */
    Bucket bucket(TimeMeter time, SynchronizationStrategy threads) {
        return Bucket.builder()
                .addLimit(bandwidth -> bandwidth.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(threads)
                .build();
    }

    /** How long an empty bucket takes to be full, when forgetting it makes no difference; a second at least. */
    Duration untilFull() {
        return Duration.ofSeconds(1 + burst / Math.max(1, perSecond));
    }
}
