package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;

/** Asks for a room as the actor sees it. */
public record GetRoom(RoomId room, Actor actor) implements ChatCommand<RoomView> {}
