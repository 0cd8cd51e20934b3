package dev.parley.contracts.presence;

import dev.parley.contracts.model.RoomId;
import java.util.List;

/**
 * Who is in a room.
 *
 * @param version grows with every change of the room, as long as the shard's owner is the same
 * @param online how many people are here
 * @param people who they are; empty where there are more than the service names
 * @param typing who is typing just now
 */
public record RoomPresence(RoomId room, long version, int online, List<PersonState> people, List<Person> typing)
        implements PresenceReply {
    public RoomPresence {
        people = List.copyOf(people);
        typing = List.copyOf(typing);
    }
}
