package dev.parley.chat.domain;

import java.util.Optional;

/**
 * All that a decision depends on: the room, where there is one, and what the actor is in it.
 *
 * @param actor the membership of the person who acts
 */
public record RoomState(Optional<Room> room, Optional<Membership> actor) {
    /** No such room. */
    public static final RoomState NOTHING = new RoomState(Optional.empty(), Optional.empty());

    /** The room, for an actor who may know of it: to others a private room is as one that does not exist. */
    public Optional<Room> visible() {
        return room.filter(found -> found.isPublic() || actor.isPresent());
    }
}
