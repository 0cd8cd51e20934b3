package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;

/** Makes the actor a member. Who is one already gets the sequence of its JOIN again, {@code duplicate}. */
public record JoinRoom(RoomId room, Actor actor) implements ChatCommand<Posted> {}
