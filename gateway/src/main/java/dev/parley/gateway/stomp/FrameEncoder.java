package dev.parley.gateway.stomp;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Frame;
import java.util.Map;

/**
 * Writes frames. Header names and values are escaped as the version wants, headers keep their order, and
 * {@code content-length} is always that of the body in bytes, whatever the frame claims; a frame without a body has none.
 */
public final class FrameEncoder {
    /** What most heads have room in: an answer, a CONNECTED. */
    private static final int HEAD_CHARS = 256;

    private FrameEncoder() {}

    /**
     * The bytes of a frame for a peer of this version. Where none is agreed upon yet, as for the ERROR that refuses a
     * CONNECT, {@link StompVersion#V1_0} is what every peer can read.
     */
    public static Buffer encode(Frame frame, StompVersion version) {
        Escaping escaping = Escaping.of(frame.getCommand(), version);
        StringBuilder head =
                new StringBuilder(HEAD_CHARS).append(frame.getCommand().name()).append('\n');
        for (Map.Entry<String, String> header : frame.getHeaders().entrySet()) {
            if (!header.getKey().equals(Header.CONTENT_LENGTH)) {
                head.append(line(header.getKey(), header.getValue(), escaping));
            }
        }
        if (frame.hasEmptyBody()) {
            return Buffer.buffer(head.append("\n\0").toString());
        }
        head.append(contentLength(frame.getBody().length())).append('\n');
        return Buffer.buffer(head.toString()).appendBuffer(frame.getBody()).appendByte((byte) 0);
    }

    /** A header with its line end. */
    static String line(String name, String value, Escaping escaping) {
        return escaping.escapeName(name) + ':' + escaping.escapeValue(value) + '\n';
    }

    static String contentLength(int bytes) {
        return Header.CONTENT_LENGTH + ':' + bytes + '\n';
    }
}
