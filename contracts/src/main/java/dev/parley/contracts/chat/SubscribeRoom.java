package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;

/**
 * Decides whether the actor may read the room, registers the gateway's interest and pins the head, in one step: every
 * event after the pinned head is announced to the gateway. The interest holds until a {@link RenewInterest} of the
 * same node omits the room, or stops coming.
 */
public record SubscribeRoom(RoomId room, Actor actor, NodeId node) implements ChatCommand<Subscribed> {}
