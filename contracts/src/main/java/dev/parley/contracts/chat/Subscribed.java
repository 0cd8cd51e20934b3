package dev.parley.contracts.chat;

import dev.parley.contracts.model.Position;
import org.jspecify.annotations.Nullable;

/**
 * The actor may read, and announcements flow.
 *
 * @param head the pinned head
 * @param first the sequence of the oldest event that history can still deliver, head + 1 where there is none; 1 for who
 *     did not ask for a replay
 * @param marker where the durable name stands that was asked for, or null where it is new
 */
public record Subscribed(
        Position head, long first, @Nullable Position marker) implements ChatReply {
    /** No durable name was asked for. */
    public Subscribed(Position head, long first) {
        this(head, first, null);
    }
}
