package dev.parley.chat.store;

import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Map;

/** How far rooms' logs were delivered to people. Failures as in {@link MessageLog}. */
public interface MarkerStore {
    /**
     * Moves markers forward, all in one transaction, and makes those that are not there. One that is further already, or
     * whose room has another epoch now or is gone, is left alone.
     *
     * @param day since 1970, that they are used on
     */
    Future<Void> move(Map<MarkerKey, Position> markers, long day);

    /** A person's durable names in a room, and where they stand. */
    Future<Map<DurableName, Position>> named(RoomId room, UserId user);

    /** Forgets all markers of a person. */
    Future<Void> forget(UserId user);

    /** Forgets markers that were not used since before that day, so many at the most; tells how many. */
    Future<Integer> forgetUnused(long beforeDay, int limit);
}
