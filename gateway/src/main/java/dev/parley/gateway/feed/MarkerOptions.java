package dev.parley.gateway.feed;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * The bounds of markers on their way.
 *
 * @param storeWithin how long one may wait for others to be stored with
 * @param waiting how many may wait, for each event loop
 */
public record MarkerOptions(Duration storeWithin, int waiting) {
    /** Reads {@code PARLEY_MARKER_MILLIS} and {@code PARLEY_MARKERS_WAITING}. */
    public static MarkerOptions of(Settings settings) {
        return new MarkerOptions(
                Duration.ofMillis(settings.number("PARLEY_MARKER_MILLIS", 1000, 100, 60_000)),
                settings.number("PARLEY_MARKERS_WAITING", 100_000, 1000, 10_000_000));
    }
}
