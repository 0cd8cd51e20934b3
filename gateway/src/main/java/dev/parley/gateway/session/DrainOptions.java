package dev.parley.gateway.session;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * How a gateway empties when it stops (docs/adr/0028-how-a-gateway-empties.md).
 *
 * @param noticing how long it goes on as before, not ready, until who sends it clients has noticed
 * @param perSecond how many connections are moved away a second
 * @param within the longest that moving them takes; where there are too many for that, more a second
 * @param notice how long before its end a connection is told of it
 * @param close how long they may take to close
 */
public record DrainOptions(Duration noticing, int perSecond, Duration within, Duration notice, Duration close) {
    /** For what comes behind the connections: markers, queues that move, presence. */
    private static final Duration TIDY_WITHIN = Duration.ofSeconds(10);

    /** Reads {@code PARLEY_DRAIN_*} and {@code PARLEY_SHUTDOWN_SECONDS}. */
    public static DrainOptions of(Settings settings) {
        return new DrainOptions(
                Duration.ofSeconds(settings.number("PARLEY_DRAIN_WAIT_SECONDS", 10, 0, 600)),
                settings.number("PARLEY_DRAIN_PER_SECOND", 200, 1, 1_000_000),
                Duration.ofSeconds(settings.number("PARLEY_DRAIN_SECONDS", 30, 0, 3600)),
                Duration.ofMillis(settings.number("PARLEY_DRAIN_NOTICE_MILLIS", 1000, 0, 60_000)),
                Duration.ofSeconds(settings.number("PARLEY_SHUTDOWN_SECONDS", 10, 0, 600)));
    }

    /** The share of one of so many event loops. */
    public DrainOptions shared(int loops) {
        return new DrainOptions(noticing, Math.max(1, perSecond / loops), within, notice, close);
    }

    /** From the moment at which nobody is accepted any more until the last connection is gone, at the longest. */
    public Duration toEmpty() {
        return within.plus(notice).plus(close);
    }

    /** All of it, at the longest. */
    public Duration inAll() {
        return noticing.plus(toEmpty()).plus(TIDY_WITHIN);
    }
}
