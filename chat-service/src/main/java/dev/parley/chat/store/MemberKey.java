package dev.parley.chat.store;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;

/** A person in a room. */
public record MemberKey(RoomId room, UserId user) {}
