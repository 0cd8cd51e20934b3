package dev.parley.gateway.identity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.util.Optional;

/**
 * JSON that decides who somebody is, read so that it means one thing only: no member twice, nothing behind the end, and
 * no deeper than anybody needs. Names are not interned, as strangers make them up.
 */
final class StrictJson {
    static final int MAX_DEPTH = 16;

    private static final int MAX_DIGITS = 32;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_DIGITS)
                    .build())
            .build();

    private StrictJson() {}

    /** The value of that type which the bytes are; empty where they are anything else. */
    static <T> Optional<T> read(byte[] json, Class<T> type) {
        try (JsonParser parser = JSON.createParser(json)) {
            Object value = JacksonCodec.fromParser(parser, Object.class);
            return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
        } catch (DecodeException | IOException e) {
            return Optional.empty();
        }
    }
}
