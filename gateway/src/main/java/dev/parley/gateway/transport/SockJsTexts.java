package dev.parley.gateway.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The text messages of a SockJS session's WebSocket, looked at frame by frame as they come: Vert.x falls over null among
 * the strings, and never answers what only looks like an array of them. SockJS 0.3.3, "Protocol": an array of strings;
 * a single string, and nothing at all, are taken too, as Vert.x does. One connection.
 */
final class SockJsTexts {
    private static final JsonFactory JSON = new JsonFactory();

    private @Nullable Message message;

    /** One message, as far as it has come. */
    private static final class Message {
        private final JsonParser json = JSON.createNonBlockingByteArrayParser();
        private final ByteArrayFeeder input = (ByteArrayFeeder) json.getNonBlockingInputFeeder();
        private boolean empty = true;
        private boolean inArray;

        Message() throws IOException {}

        boolean take(byte[] bytes, boolean last) throws IOException {
            input.feedInput(bytes, 0, bytes.length);
            if (last) {
                input.endOfInput();
            }
            JsonToken next = next(last);
            while (next != null && next != JsonToken.NOT_AVAILABLE) {
                if (!belongs(next)) {
                    return false;
                }
                empty = false;
                next = next(last);
            }
            return !last || !inArray;
        }

        /** That a token is cut off shows only when it is asked for again behind the end. */
        private @Nullable JsonToken next(boolean last) throws IOException {
            JsonToken next = json.nextToken();
            return last && next == JsonToken.NOT_AVAILABLE ? json.nextToken() : next;
        }

        private boolean belongs(JsonToken next) {
            if (empty || !inArray) {
                inArray = next == JsonToken.START_ARRAY;
                return empty && (inArray || next == JsonToken.VALUE_STRING);
            }
            inArray = next != JsonToken.END_ARRAY;
            return !inArray || next == JsonToken.VALUE_STRING;
        }
    }

    /** Whether a message may still be right after this frame; the last one decides. Other frames always are. */
    boolean isRight(WebSocketFrame frame) {
        try {
            if (frame instanceof TextWebSocketFrame) {
                message = new Message();
            }
            Message current = message;
            if (current == null
                    || !(frame instanceof TextWebSocketFrame || frame instanceof ContinuationWebSocketFrame)) {
                return true;
            }
            if (frame.isFinalFragment()) {
                message = null;
            }
            return current.take(ByteBufUtil.getBytes(frame.content()), frame.isFinalFragment());
        } catch (IOException notJson) {
            return false;
        }
    }
}
