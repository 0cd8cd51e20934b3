package dev.parley.gateway.limits;

import dev.parley.platform.config.Settings;
import java.time.Duration;

/**
 * How often REST may be called (docs/configuration.md).
 *
 * @param user calls of one who has signed in
 * @param address calls from one address of those who have not
 * @param registrations accounts that one address tries to make
 * @param guests the same of guests
 */
public record CallRates(Rate user, Rate address, Rate registrations, Rate guests) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Rate OFF = new Rate(0, 1);

    static CallRates of(Settings settings) {
        return new CallRates(
                Rate.of(settings, "PARLEY_USER_CALLS_PER_SECOND", "PARLEY_USER_CALLS_BURST", new Rate(200, 2000)),
                Rate.of(settings, "PARLEY_ADDRESS_CALLS_PER_SECOND", "PARLEY_ADDRESS_CALLS_BURST", new Rate(500, 3000)),
                Rate.of(
                        settings,
                        "PARLEY_REGISTRATIONS_PER_HOUR",
                        "PARLEY_REGISTRATIONS_BURST",
                        new Rate(600, HOUR, 1000)),
                Rate.of(settings, "PARLEY_GUESTS_PER_HOUR", "PARLEY_GUESTS_BURST", new Rate(6000, HOUR, 3000)));
    }

    /** No rate at all. */
    public static CallRates unlimited() {
        return new CallRates(OFF, OFF, OFF, OFF);
    }
}
