package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;

/**
 * Ends the actor's membership. Who is not a member gets the head, {@code duplicate}, and nothing is stored.
 */
public record LeaveRoom(RoomId room, Actor actor) implements ChatCommand<Posted> {}
