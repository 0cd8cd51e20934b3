package dev.parley.chat.store;

import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one commit writes: all of it or nothing.
 *
 * @param created rooms that come into being, at their state after the batch
 * @param advanced rooms that were there before, at their state after the batch
 * @param described those of the advanced whose name, topic, visibility or bans have changed
 * @param events in order of sequence within each room
 * @param about those of the events that are about somebody
 * @param members what each person is from now on; empty for one who has left
 */
public record Batch(
        List<Room> created,
        List<Room> advanced,
        List<Room> described,
        List<StoredEvent> events,
        List<About> about,
        Map<MemberKey, Optional<Standing>> members) {
    public Batch {
        created = List.copyOf(created);
        advanced = List.copyOf(advanced);
        described = List.copyOf(described);
        events = List.copyOf(events);
        about = List.copyOf(about);
        members = Map.copyOf(members);
    }

    /** One in which rooms stay as they are described, and nothing happens to anybody. */
    public Batch(
            List<Room> created,
            List<Room> advanced,
            List<StoredEvent> events,
            Map<MemberKey, Optional<Standing>> members) {
        this(created, advanced, List.of(), events, List.of(), members);
    }

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return created.isEmpty() && advanced.isEmpty() && events.isEmpty() && members.isEmpty();
    }
}
