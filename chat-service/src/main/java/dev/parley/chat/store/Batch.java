package dev.parley.chat.store;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one commit writes: all of it or nothing.
 *
 * @param created rooms that come into being, at their state after the batch
 * @param advanced rooms that were there before, at their state after the batch
 * @param events in order of sequence within each room
 * @param members what each person is from now on; empty for one who has left
 */
public record Batch(
        List<Room> created,
        List<Room> advanced,
        List<StoredEvent> events,
        Map<MemberKey, Optional<Membership>> members) {
    public Batch {
        created = List.copyOf(created);
        advanced = List.copyOf(advanced);
        events = List.copyOf(events);
        members = Map.copyOf(members);
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return created.isEmpty() && advanced.isEmpty() && events.isEmpty() && members.isEmpty();
    }
}
