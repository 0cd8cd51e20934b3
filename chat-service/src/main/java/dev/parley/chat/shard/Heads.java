package dev.parley.chat.shard;

import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Where the logs of a shard's rooms stood when they were last read or written, and when that was; bounded. Every gateway
 * asks for them every few seconds, most of them of rooms that nothing else is known of here.
 *
 * <p>What a head is believed for: another process may believe that it owns the shard too, and what it commits it announces
 * to those who told it of their interest. When a shard moves that is usual, as the owner before finishes what it has begun:
 * for {@link #BELIEVED} from the taking on, a head is told only where it was read after somebody asked. That is one read for
 * all who wait at the same time. Later two owners are a fault, and a head is told for {@link #BELIEVED} after it was read or
 * written: a gateway that hears of this owner alone is behind the log for that time, one renewal and one read. A head that
 * is believed wrongly costs no more than that. Order does not rest on it: the unique keys of the log fence off whoever is
 * behind (I3).
 *
 * <p>What is learnt of a room while its head is read, by a commit or in that one failed, is newer than the answer may be,
 * and stays. One event loop, and one question at a time.
 */
final class Heads {
    /** As long as anything stale may live (I8). */
    private static final Duration BELIEVED = Duration.ofSeconds(10);

    /** What will have to be read before long is read along with what has to be, so that rooms fall due together. */
    private static final Duration READ_ALONG = BELIEVED.dividedBy(2);

    private final LongSupplier nanoTime;
    private final long settled;
    private final Map<RoomId, Known> known;
    private final Set<RoomId> due = new HashSet<>();
    private long begun;

    /**
     * @param head empty where there is no such room
     * @param at when it was written, or its reading began
     */
    private record Known(Optional<Position> head, long at) {}

    /** Of a shard that is taken now. */
    Heads(int most, LongSupplier nanoTime) {
        this.known = new Lru<>(most);
        this.nanoTime = nanoTime;
        this.settled = nanoTime.getAsLong() + BELIEVED.toNanos();
    }

    /** For {@link #suffice}. */
    long now() {
        return nanoTime.getAsLong();
    }

    /** Takes what was committed, or was read together with the room. */
    void put(RoomId room, Position head) {
        due.remove(room);
        known.put(room, new Known(Optional.of(head), nanoTime.getAsLong()));
    }

    /** It is not known any more: a commit failed, or somebody else was faster. */
    void drop(RoomId room) {
        due.remove(room);
        known.remove(room);
    }

    /** Those that are known, fresh or not. */
    Map<RoomId, Position> of(Collection<RoomId> rooms) {
        Map<RoomId, Position> heads = new HashMap<>();
        for (RoomId room : rooms) {
            Optional.ofNullable(known.get(room)).flatMap(Known::head).ifPresent(head -> heads.put(room, head));
        }
        return heads;
    }

    /** Whether what is known of all of them may be told to somebody who asked then. */
    boolean suffice(Collection<RoomId> rooms, long asked) {
        return rooms.stream().allMatch(room -> suffices(room, asked, BELIEVED));
    }

    /** Begins a question: says which of the rooms it has to be about. */
    Set<RoomId> ask(Collection<RoomId> rooms, long asked) {
        begun = nanoTime.getAsLong();
        due.clear();
        rooms.stream().filter(room -> !suffices(room, asked, READ_ALONG)).forEach(due::add);
        return Set.copyOf(due);
    }

    /**
     * Takes the answer.
     *
     * @param read the heads of those of the rooms asked for that exist
     * @return the rooms of which the answer is the newest that is known
     */
    List<RoomId> answered(Map<RoomId, Position> read) {
        List<RoomId> taken = new ArrayList<>(due);
        due.clear();
        taken.forEach(room -> known.put(room, new Known(Optional.ofNullable(read.get(room)), begun)));
        return taken;
    }

    private boolean suffices(RoomId room, long asked, Duration age) {
        Known head = known.get(room);
        if (head == null) {
            return false;
        }
        boolean isBelieved = head.at() - settled >= 0 && nanoTime.getAsLong() - head.at() < age.toNanos();
        return isBelieved || head.at() - asked >= 0;
    }
}
