package dev.parley.chat.shard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parley.chat.domain.Draft;
import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.RoomId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Encodes an event, once (docs/protocol.md, "MESSAGE from a room's log"): compact, in this order of fields. */
final class EventJson {
    /** Always three digits of milliseconds, which {@code Instant.toString} is not. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final JsonFactory JSON = new JsonFactory();

    private EventJson() {}

    static EventBody encode(RoomId room, Draft draft, String id, Instant sentAt) {
        // Through characters: Jackson's own UTF-8 writes anything beyond the BMP as an escaped pair.
        StringWriter text = new StringWriter(256 + draft.text().length());
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", draft.type().name());
            json.writeStringField("chatRoomId", room.value());
            json.writeNumberField("seq", draft.sequence());
            json.writeStringField("id", id);
            json.writeStringField("writer", draft.author().displayName());
            json.writeStringField("writerId", draft.author().id().value());
            json.writeStringField("message", draft.text());
            json.writeStringField("sentAt", TIME.format(sentAt));
            if (draft.clientMessageId().isPresent()) {
                json.writeStringField(
                        "clientMessageId", draft.clientMessageId().get().value());
            }
            if (draft.replyTo().isPresent()) {
                json.writeNumberField("replyTo", draft.replyTo().getAsLong());
            }
            for (Map.Entry<String, String> field : draft.fields().entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return EventBody.of(text.toString());
    }
}
