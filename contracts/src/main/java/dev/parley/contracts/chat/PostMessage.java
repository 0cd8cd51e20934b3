package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.WellFormed;
import org.jspecify.annotations.Nullable;

/**
 * Stores a message. Answers {@link Posted} after the commit; the same (room, actor, client message id) is stored once,
 * whenever it is sent again.
 *
 * Refused: {@code not-found}; {@code forbidden} for who is not a member or only reads; {@code too-large}.
 *
 * @param replyTo the sequence of the message that this answers, or null
 */
public record PostMessage(
        RoomId room,
        Actor actor,
        String text,
        @Nullable ClientMessageId clientMessageId,
        @Nullable Long replyTo) implements ChatCommand<Posted> {
    public PostMessage {
        WellFormed.text("message", text);
    }

    @Override
    public String toString() {
        return "PostMessage[" + room + ", " + actor.id() + ", " + text.length() + " characters]";
    }

    /** By its client message id it is stored once. */
    @Override
    public boolean isRepeatable() {
        return clientMessageId != null;
    }
}
