package dev.parley.chat.store;

import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The log of every room: the truth (I1 to I3). Within a room and epoch a sequence is taken once; within a room and
 * author a client message id is taken once. Any failure is a {@code Refusal} {@code unavailable}, after which it is not
 * known whether the work was done. Every Future completes within a bounded time, on the event loop that asked.
 */
public interface MessageLog {
    /** What became of an append. */
    enum Appended {
        /** All of it is durable. */
        COMMITTED,
        /** Nothing of it was written: somebody else has taken a sequence, a client message id or a room id of it, or put another log in place of one. */
        CONFLICT
    }

    /** Writes a batch in one transaction. */
    Future<Appended> append(Batch batch);

    /** Which of these have been stored, each with its event. */
    Future<Map<ClientKey, StoredEvent>> find(Collection<ClientKey> keys);

    /** The event at a position. */
    Future<Optional<StoredEvent>> at(RoomId room, Position position);

    /** A part of a room's log, of the epoch that the room has now. */
    Future<EventPage> read(RoomId room, Window window);
}
