package dev.parley.auth.domain;

import java.time.Duration;

/**
 * How signing keys follow each other.
 *
 * @param rotation how long one key signs
 * @param lead between the publication of a key and its first signature; gateways look at the key set far more often
 */
public record KeyTimes(Duration rotation, Duration lead) {
    public static final KeyTimes DEFAULTS = new KeyTimes(Duration.ofDays(30), Duration.ofHours(1));
}
