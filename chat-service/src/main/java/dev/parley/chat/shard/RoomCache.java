package dev.parley.chat.shard;

import dev.parley.chat.domain.Room;
import dev.parley.chat.domain.Standing;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The state of the rooms that a shard's owner used last, bounded. It may be behind the database when somebody else owned
 * the shard too for a moment; a commit then conflicts, and {@link Heads} find it out soon where a gateway wants the room.
 */
final class RoomCache {
    /** Memberships kept, for each room kept. They share one bound, so that a big room may use what small ones do not. */
    private static final int MEMBERSHIPS_PER_ROOM = 8;

    private final Heads heads;
    private final Map<RoomId, Entry> rooms;
    private final Map<Key, Optional<Standing>> memberships;
    private long loads;

    /** @param load which load of the room it goes with: dropping the room makes its memberships unreachable at once */
    private record Key(RoomId room, long load, UserId user) {}

    private record Entry(Room room, long load) {}

    /** @param heads is told of what is learnt here */
    RoomCache(int maxRooms, Heads heads) {
        this.heads = heads;
        this.rooms = new Lru<>(maxRooms);
        this.memberships = new Lru<>(Math.multiplyExact(maxRooms, MEMBERSHIPS_PER_ROOM));
    }

    Optional<Room> room(RoomId id) {
        return Optional.ofNullable(rooms.get(id)).map(Entry::room);
    }

    /** What is known of a person in a room: an empty inner Optional for one known to be nothing to it. */
    Optional<Optional<Standing>> standing(RoomId room, UserId user) {
        return Optional.ofNullable(rooms.get(room))
                .flatMap(entry -> Optional.ofNullable(memberships.get(new Key(room, entry.load(), user))));
    }

    /** Takes what was read from the database, unless something newer is there; gives what is there then. */
    Room offer(Room read) {
        Entry there = rooms.get(read.id());
        if (there != null
                && there.room().epoch().equals(read.epoch())
                && there.room().head() >= read.head()) {
            return there.room();
        }
        rooms.put(read.id(), new Entry(read, ++loads));
        heads.put(read.id(), read.position());
        return read;
    }

    /**
     * Takes a membership that was read, unless the room has changed since the reading began: the log advances with every
     * change of a membership, so an unchanged head proves that it is still true.
     *
     * @param asked the room as it was before the reading began
     */
    void offer(Room asked, UserId user, Optional<Standing> read) {
        Entry entry = rooms.get(asked.id());
        if (entry != null && entry.room().position().equals(asked.position())) {
            memberships.putIfAbsent(new Key(asked.id(), entry.load(), user), read);
        }
    }

    /** Takes what was committed. */
    void put(Room committed) {
        Entry before = rooms.get(committed.id());
        rooms.put(committed.id(), new Entry(committed, before == null ? ++loads : before.load()));
        heads.put(committed.id(), committed.position());
    }

    /** Takes what was committed, for a room that is there. */
    void put(RoomId room, UserId user, Optional<Standing> committed) {
        Entry entry = rooms.get(room);
        if (entry != null) {
            memberships.put(new Key(room, entry.load(), user), committed);
        }
    }

    void drop(RoomId room) {
        rooms.remove(room);
        heads.drop(room);
    }

    /** Forgets those of the rooms that are not where {@link Heads} know them to be. */
    void compare(Collection<RoomId> some) {
        Map<RoomId, Position> now = heads.of(some);
        some.forEach(id -> room(id).filter(cached -> !cached.position().equals(now.get(id)))
                .ifPresent(behind -> rooms.remove(id)));
    }
}
