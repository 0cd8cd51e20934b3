package dev.parley.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.WellFormed;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The members of a request's body, read one by one with the type that is expected. Others are ignored, and null counts
 * as absent. Every reader fails {@code bad-request} with the member's name, and never with its value.
 */
final class Fields {
    /** No body of the API is deeper than 1; the rest is for members that are ignored. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_DIGITS = 32;

    /** Interning would keep the names that strangers make up. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .build();

    private final JsonObject members;

    private Fields(JsonObject members) {
        this.members = members;
    }

    /** @param body UTF-8; its length is the body handler's to limit */
    static Fields ofJson(Buffer body) {
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            if (JacksonCodec.fromParser(parser, Object.class) instanceof JsonObject object) {
                return new Fields(object);
            }
        } catch (DecodeException | IOException e) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "the body is not JSON");
        }
        throw new Refusal(ErrorCode.BAD_REQUEST, "the body must be a JSON object");
    }

    /** Empty values count as absent, and nothing may come twice (RFC 6749, 3.2). */
    static Fields ofForm(MultiMap form) {
        JsonObject members = new JsonObject();
        for (String name : form.names()) {
            List<String> values = form.getAll(name);
            if (values.size() > 1) {
                throw new Refusal(ErrorCode.BAD_REQUEST, "a field of the form comes twice");
            }
            if (!values.get(0).isEmpty()) {
                members.put(name, values.get(0));
            }
        }
        return new Fields(members);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> wrong(name, "is required"));
    }

    Optional<String> optionalText(String name) {
        Object value = members.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            throw wrong(name, "must be a string");
        }
        return Optional.of(WellFormed.text(name, text));
    }

    /** A list of strings, each once. */
    Set<String> texts(String name) {
        if (!(members.getValue(name) instanceof JsonArray list)
                || !list.stream().allMatch(String.class::isInstance)) {
            throw wrong(name, "must be a list of strings");
        }
        return list.stream().map(item -> WellFormed.text(name, (String) item)).collect(Collectors.toUnmodifiableSet());
    }

    Optional<Long> optionalNumber(String name, long min) {
        Object value = members.getValue(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Integer || value instanceof Long) || ((Number) value).longValue() < min) {
            throw wrong(name, "must be a whole number, at least " + min);
        }
        return Optional.of(((Number) value).longValue());
    }

    static Refusal wrong(String name, String rule) {
        return new Refusal(ErrorCode.BAD_REQUEST, name + " " + rule);
    }
}
