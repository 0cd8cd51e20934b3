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
 * @param bans how many people are kept out
 */
public record Room(
        RoomId id,
        String name,
        Visibility visibility,
        String topic,
        Epoch epoch,
        long head,
        long members,
        long bans,
        Instant createdAt) {
    public Room {
        if (head < 0 || members < 0 || bans < 0) {
            throw new IllegalArgumentException("neither head nor members nor bans is ever negative");
        }
    }

    /** A room of which nobody is a member yet and in which nothing has happened. */
    public static Room fresh(RoomId id, String name, Visibility visibility, String topic, Moment moment) {
        return new Room(id, name, visibility, topic, moment.freshEpoch(), 0, 0, 0, moment.now());
    }

    /** Where the log stands. */
    public Position position() {
        return new Position(epoch, head);
    }

    /** Whether anyone authenticated may know of it and read it. */
    public boolean isPublic() {
        return visibility == Visibility.PUBLIC;
    }

    /** Whether name, topic, visibility and bans are the same. */
    public boolean isDescribedAs(Room other) {
        return name.equals(other.name)
                && topic.equals(other.topic)
                && visibility == other.visibility
                && bans == other.bans;
    }

    Room advanced() {
        return new Room(id, name, visibility, topic, epoch, head + 1, members, bans, createdAt);
    }

    Room withMembers(long count) {
        return new Room(id, name, visibility, topic, epoch, head, count, bans, createdAt);
    }

    Room withBans(long count) {
        return new Room(id, name, visibility, topic, epoch, head, members, count, createdAt);
    }

    Room described(String newName, String newTopic, Visibility newVisibility) {
        return new Room(id, newName, newVisibility, newTopic, epoch, head, members, bans, createdAt);
    }
}
