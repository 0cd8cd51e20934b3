package dev.parley.contracts.chat;

import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.EventBody;
import org.jspecify.annotations.Nullable;

/**
 * One event of a room's log, as it was committed.
 *
 * @param sequence its place, from 1
 * @param clientMessageId the sender's own id, where it gave one
 * @param body the JSON, encoded once
 */
public record LoggedEvent(
        long sequence, EventType type, @Nullable ClientMessageId clientMessageId, EventBody body) {
    public LoggedEvent {
        if (sequence < 1) {
            throw new IllegalArgumentException("a log is numbered from 1: " + sequence);
        }
    }
}
