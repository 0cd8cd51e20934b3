package dev.parley.chat.domain;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event that was decided and is not yet committed.
 *
 * @param sequence the place it takes if nobody else has taken it
 * @param text what a person is shown
 */
public record Draft(
        long sequence,
        EventType type,
        Actor author,
        String text,
        Optional<ClientMessageId> clientMessageId,
        OptionalLong replyTo) {
    @Override
    public String toString() {
        return "Draft[" + sequence + ", " + type + ", " + author.id() + ", " + text.length() + " characters]";
    }
}
