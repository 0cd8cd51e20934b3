package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the actor may read the room, registers the gateway's interest and pins the head, in one step: every
 * event after the pinned head is announced to the gateway. The interest holds until a {@link RenewInterest} of the
 * same node omits the room, or stops coming.
 *
 * Refused: {@code not-found}; {@code too-large} where the actor has as many durable names in the room as allowed.
 *
 * @param replay what is wanted of the log as it stands, or null for nothing
 */
public record SubscribeRoom(
        RoomId room, Actor actor, NodeId node, @Nullable Replay replay) implements ChatCommand<Subscribed> {
    /** From now on only. */
    public SubscribeRoom(RoomId room, Actor actor, NodeId node) {
        this(room, actor, node, null);
    }
}
