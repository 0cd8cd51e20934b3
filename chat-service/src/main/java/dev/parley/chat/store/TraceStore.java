package dev.parley.chat.store;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.List;

/** What a person has left in rooms, and how it goes. Failures as in {@link MessageLog}. */
public interface TraceStore {
    /** Some of the rooms in which the person is something, or was. */
    Future<List<RoomId>> rooms(UserId user, int limit);

    /** Some of the events of a room that the person wrote and that are not erased. */
    Future<List<StoredEvent>> written(RoomId room, UserId user, int limit);

    /** Some of the events of a room that are about the person and have not been {@linkplain #rewrite rewritten}. */
    Future<List<StoredEvent>> about(RoomId room, UserId user, int limit);

    /** Gives events other bodies, and lets go of that they are about the person, all in one transaction. */
    Future<Void> rewrite(UserId user, List<StoredEvent> events);

    /** Removes what is left of somebody who is {@linkplain dev.parley.chat.domain.Erased erased} from a room. */
    Future<Void> forget(RoomId room, UserId user);
}
