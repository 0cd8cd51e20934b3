package dev.parley.contracts.broker;

/**
 * That a gateway has subscribers of a place.
 *
 * @param subscribers how many; none ends it
 * @param room whether one of them can take a message just now
 */
public record Listening(Place place, int subscribers, boolean room) {}
