package dev.parley.contracts.presence;

import dev.parley.contracts.model.RoomId;

/** Somebody began or ceased to type. */
public record TypingChanged(RoomId room, Person who, boolean typing) implements PresenceEvent {}
