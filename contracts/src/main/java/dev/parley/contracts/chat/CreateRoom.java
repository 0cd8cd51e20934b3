package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.WellFormed;

/** Makes a room, with the actor as its owner. Refused {@code conflict} where the id is taken. */
public record CreateRoom(RoomId room, Actor actor, String name, Visibility visibility, String topic)
        implements ChatCommand<RoomView> {
    public CreateRoom {
        WellFormed.text("name", name);
        WellFormed.text("topic", topic);
    }

    /** A repeat would be told that its own room is a conflict. */
    @Override
    public boolean isRepeatable() {
        return false;
    }
}
