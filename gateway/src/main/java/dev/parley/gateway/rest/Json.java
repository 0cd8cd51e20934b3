package dev.parley.gateway.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Puts JSON that is already encoded into JSON that is not yet, byte for byte: an event is never encoded again. */
final class Json {
    private Json() {}

    /** The object with one more member. */
    static Buffer with(JsonObject object, String member, Buffer encoded) {
        Buffer head = object.toBuffer();
        Buffer whole = Buffer.buffer(head.length() + member.length() + encoded.length() + 5);
        whole.appendBuffer(head, 0, head.length() - 1);
        if (!object.isEmpty()) {
            whole.appendByte((byte) ',');
        }
        return whole.appendByte((byte) '"')
                .appendString(member)
                .appendString("\":")
                .appendBuffer(encoded)
                .appendByte((byte) '}');
    }

    static Buffer array(List<Buffer> items) {
        Buffer whole = Buffer.buffer().appendByte((byte) '[');
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                whole.appendByte((byte) ',');
            }
            whole.appendBuffer(items.get(i));
        }
        return whole.appendByte((byte) ']');
    }
}
