package dev.parley.contracts.presence;

import dev.parley.contracts.model.RoomId;
import java.util.List;

/** What changed in a room within the last second or so. */
public record PresenceChanged(RoomId room, long version, int online, List<PersonState> changes)
        implements PresenceEvent {
    public PresenceChanged {
        changes = List.copyOf(changes);
    }
}
