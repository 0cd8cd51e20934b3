package dev.parley.chat.store;

import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;

/** That an event is about a person: by it the rooms of who is no member any more are found, and who is named by others. */
public record About(UserId user, RoomId room, Position position) {}
