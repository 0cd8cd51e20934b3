package dev.parley.chat.domain;

import dev.parley.contracts.chat.Visibility;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import java.time.Instant;

/**
 * A room, and where its log stands.
 *
 * @param head the sequence of the newest event, 0 before the first
 * @param members how many there are
 */
public record Room(
        RoomId id,
        String name,
        Visibility visibility,
        String topic,
        Epoch epoch,
        long head,
        long members,
        Instant createdAt) {
    public Room {
        if (head < 0 || members < 0) {
            throw new IllegalArgumentException("neither head nor members is ever negative");
        }
    }

    /** A room of which nobody is a member yet and in which nothing has happened. */
    public static Room fresh(RoomId id, String name, Visibility visibility, String topic, Moment moment) {
        return new Room(id, name, visibility, topic, moment.freshEpoch(), 0, 0, moment.now());
    }

    /** Where the log stands. */
    public Position position() {
        return new Position(epoch, head);
    }

    /** Whether anyone authenticated may know of it and read it. */
    public boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }

    Room advanced() {
        return new Room(id, name, visibility, topic, epoch, head + 1, members, createdAt);
    }

    Room withMembers(long count) {
        return new Room(id, name, visibility, topic, epoch, head, count, createdAt);
    }
}
