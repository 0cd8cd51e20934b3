package dev.parley.chat.domain;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An event that was decided and is not yet committed.
 *
 * @param sequence the place it takes if nobody else has taken it
 * @param text what a person is shown
 * @param fields further fields of the body, by name, in their order
 */
public record Draft(
        long sequence,
        EventType type,
        Actor author,
        String text,
        Optional<ClientMessageId> clientMessageId,
        OptionalLong replyTo,
        Map<String, String> fields) {
    /** The field that says whom an act is about, by id. */
    static final String TARGET_ID = "targetId";

    public Draft {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** One with the fields that every event has. */
    public Draft(
            long sequence,
            EventType type,
            Actor author,
            String text,
            Optional<ClientMessageId> clientMessageId,
            OptionalLong replyTo) {
        this(sequence, type, author, text, clientMessageId, replyTo, Map.of());
    }

    /** Whose standing in the room it changes or ends. */
    public Optional<UserId> about() {
        return type == EventType.LEAVE
                ? Optional.of(author.id())
                : Optional.ofNullable(fields.get(TARGET_ID)).map(UserId::new);
    }

    @Override
    public String toString() {
        return "Draft[" + sequence + ", " + type + ", " + author.id() + ", " + text.length() + " characters]";
    }
}
