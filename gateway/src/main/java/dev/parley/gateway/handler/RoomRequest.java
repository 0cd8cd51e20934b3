package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON body of a SEND or of a message of the event-bus bridge (docs/protocol.md, "STOMP destinations"), read field by
 * field. A wrong type of a field is {@code bad-request}, with the field's name; unknown fields are ignored.
 */
public final class RoomRequest {
    private static final int MAX_WRITER_LENGTH = 64;

    private final JsonObject body;

    private RoomRequest(JsonObject body) {
        this.body = body;
    }

    /** @throws Refusal {@code bad-request} when it is not a JSON object */
    public static RoomRequest parse(Buffer bytes) {
        return tryParse(bytes).orElseThrow(() -> new Refusal(ErrorCode.BAD_REQUEST, "the body must be a JSON object"));
    }

    /** The same; empty when it is not a JSON object. */
    public static Optional<RoomRequest> tryParse(Buffer bytes) {
        try {
            return Optional.of(new RoomRequest(new JsonObject(bytes)));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** A body that is JSON already. */
    public static RoomRequest of(JsonObject body) {
        return new RoomRequest(body);
    }

    /** The room: a string, or a whole number. */
    public RoomId room() {
        Object value = body.getValue("chatRoomId");
        if (value instanceof String text) {
            return new RoomId(text);
        }
        if (value instanceof Integer || value instanceof Long) {
            return new RoomId(value.toString());
        }
        throw bad("chatRoomId");
    }

    public String message() {
        return text("message").orElseThrow(() -> bad("message"));
    }

    /** Whether there is a message at all. */
    public boolean hasMessage() {
        return body.getValue("message") instanceof String;
    }

    public @Nullable ClientMessageId clientMessageId() {
        return text("clientMessageId").map(ClientMessageId::new).orElse(null);
    }

    public @Nullable Long replyTo() {
        Long sequence = sequence("replyTo");
        if (sequence != null && sequence == 0) {
            throw bad("replyTo");
        }
        return sequence;
    }

    /** The type in upper case; empty where there is none. */
    public String type() {
        return text("type").orElse("").toUpperCase(Locale.ROOT);
    }

    public boolean typing() {
        Object value = body.getValue("typing");
        if (value instanceof Boolean typing) {
            return typing;
        }
        throw bad("typing");
    }

    /** Who speaks: a guest goes by the {@code writer} of the body, anybody else's is ignored. */
    public Actor speaker(Actor actor) {
        if (!actor.isGuest() || !(body.getValue("writer") instanceof String writer) || writer.isBlank()) {
            return actor;
        }
        String name = writer.strip();
        int end = name.codePointCount(0, name.length()) <= MAX_WRITER_LENGTH
                ? name.length()
                : name.offsetByCodePoints(0, MAX_WRITER_LENGTH);
        return actor.shownAs(name.substring(0, end));
    }

    /** A sequence, or null where there is none. */
    public @Nullable Long sequence(String field) {
        Object value = body.getValue(field);
        if (value == null) {
            return null;
        }
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw bad(field);
    }

    private Optional<String> text(String field) {
        Object value = body.getValue(field);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw bad(field);
    }

    private static Refusal bad(String field) {
        return new Refusal(ErrorCode.BAD_REQUEST, field + " is missing or of the wrong type");
    }
}
