package dev.parley.chat.shard;

import dev.parley.chat.domain.Write;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes that wait to be committed. Rooms take turns, and a room has all that waits in it done together: that is one
 * announcement and one flush to each of its readers, where as many turns would be many; and a room that is written to
 * without end holds up nobody for longer than one batch. In each room first come is first served; between rooms there is
 * no order to keep. One event loop.
 */
final class Waiting {
    private final Map<RoomId, ArrayDeque<Pending>> rooms = new LinkedHashMap<>();
    private int writes;

    /** Writes of one room that are done together or not at all, and since when they wait. */
    record Pending(RoomId room, List<Write> writes, Promise<List<Written>> answer, long since) {}

    void add(Pending pending) {
        rooms.computeIfAbsent(pending.room(), first -> new ArrayDeque<>()).add(pending);
        writes += pending.writes().size();
    }

    /** How many writes wait. */
    int writes() {
        return writes;
    }

    boolean isEmpty() {
        return rooms.isEmpty();
    }

    /** Since when what is next has waited. */
    long since() {
        return rooms.values().iterator().next().element().since();
    }

    /**
     * Takes as many writes as are allowed, and at least what is next; of a room, the first ones that came. Only a room that
     * something is taken of gives its turn away: one whose next writes do not fit any more is first in the next batch,
     * however many others come.
     */
    List<Pending> take(int most) {
        List<Pending> taken = new ArrayList<>();
        int left = most;
        while (!rooms.isEmpty()) {
            Map.Entry<RoomId, ArrayDeque<Pending>> turn =
                    rooms.entrySet().iterator().next();
            RoomId room = turn.getKey();
            ArrayDeque<Pending> queue = turn.getValue();
            int before = taken.size();
            while (!queue.isEmpty()
                    && (taken.isEmpty() || queue.element().writes().size() <= left)) {
                Pending next = queue.remove();
                left -= next.writes().size();
                writes -= next.writes().size();
                taken.add(next);
            }
            if (taken.size() == before) {
                return taken;
            }
            rooms.remove(room);
            if (!queue.isEmpty()) {
                rooms.put(room, queue);
                return taken;
            }
        }
        return taken;
    }
}
