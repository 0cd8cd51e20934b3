package dev.parley.gateway.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * What a call is answered with. Nobody may keep a copy, unless the answer has a {@code Cache-Control} of its own.
 *
 * @param body as it goes out; empty for none
 * @param headers beside those that every answer has; replace them where the name is the same
 */
record Answer(int status, Buffer body, Map<String, String> headers) {
    static final String CACHE_CONTROL = "Cache-Control";

    private static final Map<String, String> ALWAYS =
            Map.of(CACHE_CONTROL, "no-store", "X-Content-Type-Options", "nosniff");

    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(int status, JsonObject body) {
        return json(status, body.toBuffer());
    }

    static Answer json(int status, Buffer body) {
        return of(status, "application/json", body);
    }

    static Answer of(int status, String contentType, Buffer body) {
        return new Answer(status, body, Map.of("Content-Type", contentType));
    }

    static Answer noContent() {
        return new Answer(204, Buffer.buffer(), Map.of());
    }

    Answer with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Answer(status, body, more);
    }

    void send(HttpServerResponse response) {
        response.setStatusCode(status);
        ALWAYS.forEach(response::putHeader);
        headers.forEach(response::putHeader);
        if (status != 204) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        }
        response.end(body);
    }
}
