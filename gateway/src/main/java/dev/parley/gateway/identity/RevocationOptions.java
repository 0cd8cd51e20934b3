package dev.parley.gateway.identity;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * How a gateway keeps up with what is revoked.
 *
 * @param every how often it asks for what it may not have heard
 * @param remembered login sessions and tokens, and users, whose revocation an event loop remembers, the oldest forgotten
 *     first
 */
public record RevocationOptions(Duration every, int remembered) {
    public static final RevocationOptions DEFAULTS = new RevocationOptions(Duration.ofMillis(500), 100_000);

    /** Reads {@code PARLEY_REVOCATIONS_MILLIS} and {@code PARLEY_REVOCATIONS}. */
    public static RevocationOptions of(Settings settings) {
        return new RevocationOptions(
                Duration.ofMillis(settings.number(
                        "PARLEY_REVOCATIONS_MILLIS", (int) DEFAULTS.every().toMillis(), 50, 60_000)),
                settings.number("PARLEY_REVOCATIONS", DEFAULTS.remembered(), 1, 10_000_000));
    }
}
