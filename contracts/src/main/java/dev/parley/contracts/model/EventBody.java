package dev.parley.contracts.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The JSON of an event, encoded once by the chat service and never again: the same bytes at every door. Not copied. */
@SuppressWarnings("ArrayRecordComponent") // value semantics are given below; a copy per hop would undo encode-once
public record EventBody(byte[] utf8) {
    /** The last field of an event whose writer was erased, and its value. */
    public static final String ERASED = "erased";

    public static final String ERASED_WRITER = "writer";

    /** How such an event ends: no text of a person can, as quotes in texts are escaped. */
    public static final String ERASED_END = ",\"" + ERASED + "\":\"" + ERASED_WRITER + "\"}";

    private static final byte[] ERASED_BYTES = ERASED_END.getBytes(StandardCharsets.UTF_8);

    /** The bytes of a JSON text. */
    public static EventBody of(String json) {
        return new EventBody(json.getBytes(StandardCharsets.UTF_8));
    }

    /** The JSON text. */
    public String json() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Whether its writer was erased, and what the writer said with it. */
    public boolean isErased() {
        int at = utf8.length - ERASED_BYTES.length;
        return at >= 0 && Arrays.equals(utf8, at, utf8.length, ERASED_BYTES, 0, ERASED_BYTES.length);
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
