package dev.parley.testkit;

import java.util.Map;

/**
 * Settings of a Parley whose people are all a test's, or a load's: they come from one address, many at once, and what keeps
 * one address from making many people is off.
 */
public final class OneAddress {
    /** To be given to gateways, beside their other settings. */
    public static final Map<String, String> SETTINGS = Map.of(
            "PARLEY_REGISTRATIONS_PER_HOUR", "0",
            "PARLEY_GUESTS_PER_HOUR", "0",
            "PARLEY_USER_CALLS_PER_SECOND", "0",
            "PARLEY_ADDRESS_CALLS_PER_SECOND", "0");

    private OneAddress() {}
}
