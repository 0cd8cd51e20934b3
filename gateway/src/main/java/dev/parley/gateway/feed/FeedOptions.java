package dev.parley.gateway.feed;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * The bounds of feeds.
 *
 * @param events the newest events of a room that are kept, for each event loop
 * @param rooms rooms with a feed, for each event loop
 * @param page events read at once from a log
 * @param reads pages that are read at once, for each event loop
 * @param frameBytes bytes of encoded frames that are kept, for each event loop
 * @param renewInterest how often interest is repeated to each shard
 */
public record FeedOptions(int events, int rooms, int page, int reads, int frameBytes, Duration renewInterest) {
    /** Reads {@code PARLEY_FEED_*} and {@code PARLEY_INTEREST_MILLIS}. */
    public static FeedOptions of(Settings settings) {
        return new FeedOptions(
                settings.number("PARLEY_FEED_EVENTS", 256, 1, 100_000),
                settings.number("PARLEY_FEED_ROOMS", 10_000, 1, 10_000_000),
                settings.number("PARLEY_FEED_PAGE", 100, 1, 500),
                settings.number("PARLEY_FEED_READS", 8, 1, 1000),
                settings.number("PARLEY_FEED_FRAME_BYTES", 4 << 20, 1 << 16, 1 << 30),
                Duration.ofMillis(settings.number("PARLEY_INTEREST_MILLIS", 1_500, 100, 8_000)));
    }
}
