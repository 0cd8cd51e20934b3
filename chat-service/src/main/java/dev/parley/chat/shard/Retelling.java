package dev.parley.chat.shard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.chat.domain.Phrases;
import dev.parley.chat.store.StoredEvent;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.UserId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Encodes an event anew without somebody who is erased (docs/protocol.md, "Erased events"): without the name, where it
 * is about the person; without everything but its place and what it did to others, where the person wrote it. What was
 * encoded like that before, stays as it is.
 */
public final class Retelling {
    private static final String WRITER = "writer";
    private static final String MESSAGE = "message";
    private static final String TARGET = "target";

    /** What stays of what an erased person wrote: what it says about others, and about who may read the room. */
    private static final List<String> KEPT = List.of(
            "type",
            "chatRoomId",
            "seq",
            "id",
            WRITER,
            "writerId",
            MESSAGE,
            "sentAt",
            "replyTo",
            "ref",
            "targetId",
            TARGET,
            "role",
            "visibility");

    private static final Set<String> NUMBERS = Set.of("seq", "replyTo", "ref");
    private static final JsonFactory JSON = new JsonFactory();

    private final Phrases phrases;

    public Retelling(Phrases phrases) {
        this.phrases = phrases;
    }

    /** The event as it is told when this person is erased. */
    public StoredEvent without(UserId person, StoredEvent stored) {
        LoggedEvent event = stored.event();
        Map<String, String> fields = fields(event.body());
        boolean isErased = stored.author().equals(person) || event.body().isErased();
        if (isErased) {
            fields.keySet().retainAll(KEPT);
            fields.put(WRITER, phrases.formerUser());
            fields.put(MESSAGE, phrases.erased());
            fields.put(EventBody.ERASED, EventBody.ERASED_WRITER);
        }
        if (person.value().equals(fields.get("targetId"))) {
            fields.put(TARGET, phrases.formerUser());
        }
        String detail = fields.getOrDefault("role", fields.getOrDefault("visibility", ""));
        phrases.retold(event.type(), fields.getOrDefault(WRITER, ""), fields.getOrDefault(TARGET, ""), detail)
                .ifPresent(text -> fields.put(MESSAGE, text));
        return stored.withBody(encoded(fields));
    }

    /** An event is flat: texts, and a few numbers. */
    private static Map<String, String> fields(EventBody body) {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(body.json())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, json.getText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }

    private static EventBody encoded(Map<String, String> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeFieldName(field.getKey());
                if (NUMBERS.contains(field.getKey())) {
                    json.writeNumber(field.getValue());
                } else {
                    json.writeString(field.getValue());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EventBody.of(text.toString());
    }
}
