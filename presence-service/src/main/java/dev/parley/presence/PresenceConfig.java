package dev.parley.presence;

import dev.parley.platform.cluster.ShardHost;
import dev.parley.platform.config.Settings;
import dev.parley.presence.domain.PresenceRules;
import java.time.Duration;

/** The settings of the presence service. */
record PresenceConfig(PresenceRules rules, ShardHost.Options moves) {
    /** The finest that anything here needs to be timed, in milliseconds. */
    private static final long SLOWEST_TICK = 250;

    private static final long FASTEST_TICK = 10;

    static final PresenceConfig DEFAULTS = new PresenceConfig(
            new PresenceRules(Duration.ofSeconds(8), 200, Duration.ofSeconds(1), Duration.ofSeconds(6)),
            ShardHost.Options.DEFAULTS);

    /** Reads {@code PARLEY_PRESENCE_*}. */
    static PresenceConfig of(Settings settings) {
        PresenceRules defaults = DEFAULTS.rules();
        PresenceRules rules = new PresenceRules(
                millis(settings, "PARLEY_PRESENCE_LEASE_MILLIS", defaults.lease(), 100),
                settings.number("PARLEY_PRESENCE_NAMES", defaults.names(), 0, 10_000),
                millis(settings, "PARLEY_PRESENCE_MERGE_MILLIS", defaults.merge(), 10),
                millis(settings, "PARLEY_PRESENCE_TYPING_MILLIS", defaults.typing(), 100));
        return new PresenceConfig(rules, ShardHost.Options.of(settings));
    }

    /** How often time passes: fine enough that merging takes at most a quarter longer than is set. */
    long tickMillis() {
        return Math.max(FASTEST_TICK, Math.min(SLOWEST_TICK, rules.merge().toMillis() / 4));
    }

    private static Duration millis(Settings settings, String key, Duration fallback, int min) {
        return Duration.ofMillis(settings.number(key, (int) fallback.toMillis(), min, 60_000));
    }
}
