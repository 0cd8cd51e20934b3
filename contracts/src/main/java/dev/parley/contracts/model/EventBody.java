package dev.parley.contracts.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The JSON of an event, encoded once by the chat service and never again: the same bytes at every door. Not copied. */
@SuppressWarnings("ArrayRecordComponent") // value semantics are given below; a copy per hop would undo encode-once
public record EventBody(byte[] utf8) {
    /** The bytes of a JSON text. */
    public static EventBody of(String json) {
        return new EventBody(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON text. */
    public String json() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventBody body && Arrays.equals(utf8, body.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    @Override
    public String toString() {
        return "EventBody[" + utf8.length + " bytes]";
    }
}
