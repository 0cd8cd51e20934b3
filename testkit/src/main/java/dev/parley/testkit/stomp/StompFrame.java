package dev.parley.testkit.stomp;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One STOMP frame.
 *
 * @param headers in their order; of repeated ones the first (STOMP 1.2, "Repeated Header Entries")
 * @param body as UTF-8 text, empty where there is none
 */
public record StompFrame(String command, Map<String, String> headers, String body) {
    public StompFrame {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** A frame without a body; headers as name, value, name, value. */
    public static StompFrame of(String command, String... namesAndValues) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.putIfAbsent(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new StompFrame(command, headers, "");
    }

    /** The same frame with this body. */
    public StompFrame withBody(String newBody) {
        return new StompFrame(command, headers, newBody);
    }

    /** The header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The header as a number. */
    public long number(String name) {
        return header(name).map(Long::parseLong).orElseThrow(() -> new AssertionError("no " + name + " in " + this));
    }

    /** The body as JSON. */
    public JsonObject json() {
        return new JsonObject(body);
    }

    /** The bytes on the wire. CONNECT is not escaped; a body gets a content-length unless a header says one. */
    public byte[] encode() {
        StringBuilder text = new StringBuilder(command).append('\n');
        boolean escaped = !command.equals("CONNECT") && !command.equals("STOMP");
        headers.forEach((name, value) -> text.append(escaped ? escape(name) : name)
                .append(':')
                .append(escaped ? escape(value) : value)
                .append('\n'));
        if (!body.isEmpty() && !headers.containsKey("content-length")) {
            text.append("content-length:")
                    .append(body.getBytes(StandardCharsets.UTF_8).length)
                    .append('\n');
        }
        return text.append('\n').append(body).append('\0').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace(":", "\\c");
    }
}
