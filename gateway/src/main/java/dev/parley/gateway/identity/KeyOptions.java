package dev.parley.gateway.identity;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * How the keys of issuers are kept.
 *
 * @param refresh how often they are asked for, whatever tokens say
 * @param keep how long they are used while they cannot be had
 * @param within how long a provider may take to tell them
 */
public record KeyOptions(Duration refresh, Duration keep, Duration within) {
    public static final KeyOptions DEFAULTS =
            new KeyOptions(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofSeconds(3));

    static KeyOptions of(Settings settings) {
        return new KeyOptions(
                Duration.ofSeconds(settings.number("PARLEY_AUTH_KEYS_SECONDS", 300, 1, 86_400)),
                Duration.ofSeconds(settings.number("PARLEY_AUTH_KEYS_KEEP_SECONDS", 3600, 1, 2_592_000)),
                Duration.ofMillis(settings.number("PARLEY_AUTH_KEYS_MILLIS", 3000, 50, 60_000)));
    }
}
