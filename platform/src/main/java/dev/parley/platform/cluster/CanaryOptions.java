package dev.parley.platform.cluster;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * How a process makes sure that others find it.
 *
 * @param every the time from one round to the next
 * @param patience how long canaries may be on their way
 * @param misses after so many rounds in a row without a canary at an address the process is not ready
 */
public record CanaryOptions(Duration every, Duration patience, int misses) {
    /** Reads {@code PARLEY_CANARY_*}. */
    public static CanaryOptions of(Settings settings) {
        return new CanaryOptions(
                Duration.ofMillis(settings.number("PARLEY_CANARY_MILLIS", 5000, 10, 600_000)),
                Duration.ofMillis(settings.number("PARLEY_CANARY_WAIT_MILLIS", 2000, 10, 60_000)),
                settings.number("PARLEY_CANARY_MISSES", 3, 1, 1000));
    }
}
