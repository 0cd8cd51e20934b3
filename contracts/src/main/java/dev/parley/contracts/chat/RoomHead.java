package dev.parley.contracts.chat;

import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;

/** Where a room's log stands. */
public record RoomHead(RoomId room, Position head) {}
