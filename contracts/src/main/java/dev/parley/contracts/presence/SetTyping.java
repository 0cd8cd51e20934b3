package dev.parley.contracts.presence;

import dev.parley.contracts.model.RoomId;

/** Says that somebody is typing, or has ceased; typing ends by itself after a few seconds. */
public record SetTyping(int shard, RoomId room, Person who, boolean typing) implements PresenceCommand<TypingSet> {}
