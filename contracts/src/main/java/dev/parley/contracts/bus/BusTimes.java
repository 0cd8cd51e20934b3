package dev.parley.contracts.bus;

import java.time.Duration;

/**
 * How long the bus waits for what.
 *
 * @param timeout for an answer, tries included
 * @param repeat while owners change, before what may be repeated is sent again for the first time
 * @param unsettled how long owners are taken to be changing after the membership has changed
 */
public record BusTimes(Duration timeout, Duration repeat, Duration unsettled) {
    /** The last two where nothing is set. */
    public static BusTimes of(Duration timeout) {
        return new BusTimes(timeout, Duration.ofMillis(250), Duration.ofSeconds(3));
    }
}
