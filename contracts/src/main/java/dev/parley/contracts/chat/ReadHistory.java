package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window of the log, in order of sequence, for a person.
 *
 * @param after only events with a greater sequence, or null
 * @param before only events with a smaller sequence, or null; with {@code after} null, the last {@code limit} of them
 * @param limit how many at the most; the service has a bound of its own
 */
public record ReadHistory(
        RoomId room,
        Actor actor,
        @Nullable Long after,
        @Nullable Long before,
        int limit) implements ChatCommand<HistoryPage> {}
