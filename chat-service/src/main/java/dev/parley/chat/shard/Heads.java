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
 * to those who told it of their interest. So a head that was neither read nor written here for {@link #BELIEVED} is no
 * longer told, but read first: a gateway that hears of this owner alone is behind the log for that time, one renewal and
 * one read. A head that is believed wrongly costs no more than that. Order does not rest on it: the unique keys of the log
 * fence off whoever is behind (I3).
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
    private final Map<RoomId, Known> known;
    private final Set<RoomId> asked = new HashSet<>();

    /** @param head empty where there is no such room */
    private record Known(Optional<Position> head, long at) {}

    Heads(int most, LongSupplier nanoTime) {
        this.known = new Lru<>(most);
        this.nanoTime = nanoTime;
    }

    /** Takes what was committed, or was read together with the room. */
    void put(RoomId room, Position head) {
        asked.remove(room);
        known.put(room, new Known(Optional.of(head), nanoTime.getAsLong()));
    }

    /** It is not known any more: a commit failed, or somebody else was faster. */
    void drop(RoomId room) {
        asked.remove(room);
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

    /** Whether all of them were read or written a short time ago. */
    boolean areFresh(Collection<RoomId> rooms) {
        return rooms.stream().allMatch(room -> isYounger(room, BELIEVED));
    }

    /** Begins a question: says which of the rooms it has to be about. */
    Set<RoomId> ask(Collection<RoomId> rooms) {
        asked.clear();
        rooms.stream().filter(room -> !isYounger(room, READ_ALONG)).forEach(asked::add);
        return Set.copyOf(asked);
    }

    /**
     * Takes the answer.
     *
     * @param read the heads of those of the rooms asked for that exist
     * @return the rooms of which the answer is the newest that is known
     */
    List<RoomId> answered(Map<RoomId, Position> read) {
        List<RoomId> taken = new ArrayList<>(asked);
        asked.clear();
        long now = nanoTime.getAsLong();
        taken.forEach(room -> known.put(room, new Known(Optional.ofNullable(read.get(room)), now)));
        return taken;
    }

    private boolean isYounger(RoomId room, Duration age) {
        Known head = known.get(room);
        return head != null && nanoTime.getAsLong() - head.at() < age.toNanos();
    }
}
