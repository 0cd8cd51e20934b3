package dev.parley.presence.domain;

import java.time.Duration;

/**
 * What can be set about presence.
 *
 * @param lease how long a gateway's lease lives without being renewed
 * @param names the people in a room above which only their number is told
 * @param merge changes of a room within this time are told together
 * @param typing how long typing lasts without being repeated
 */
public record PresenceRules(Duration lease, int names, Duration merge, Duration typing) {}
