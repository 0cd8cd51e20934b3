package dev.parley.contracts.presence;

/** Whether a person is here, and when the person was last seen (epoch milliseconds; now, for one who is here). */
public record PersonState(Person who, boolean online, long lastSeenMillis) {}
