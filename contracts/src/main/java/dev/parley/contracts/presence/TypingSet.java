package dev.parley.contracts.presence;

/** Told to those who watch. */
public record TypingSet() implements PresenceReply {}
