package dev.parley.presence.domain;

/**
 * This moment, on two clocks.
 *
 * @param steadyMillis of a clock that never jumps: what ends leases, typing and merging
 * @param epochMillis what people are shown as last seen
 */
public record Now(long steadyMillis, long epochMillis) {}
