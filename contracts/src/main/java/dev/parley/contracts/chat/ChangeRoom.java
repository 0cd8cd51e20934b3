package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * Changes what a room is; what is null, or is so already, stays as it is.
 *
 * Refused: {@code not-found}; {@code forbidden} where the actor's rank does not allow it; {@code bad-request},
 * {@code too-large}.
 */
public record ChangeRoom(
        RoomId room,
        Actor actor,
        @Nullable String name,
        @Nullable String topic,
        @Nullable Visibility visibility) implements ChatCommand<RoomView> {
    public ChangeRoom {
        if (name != null) {
            WellFormed.text("name", name);
        }
        if (topic != null) {
            WellFormed.text("topic", topic);
        }
    }
}
