package dev.parley.e2e.abuse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** WebSockets made by hand (RFC 6455): the handshake, frames as they should not be, and what a server's frames say. */
final class RawWebSocket {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int FIN = 0x80;
    static final int RSV1 = 0x40;

    private static final int MASKED = 0x80;
    private static final int SHORTEST_16 = 126;
    private static final int SHORTEST_64 = 127;
    private static final byte[] ZERO_MASK = new byte[4];

    private RawWebSocket() {}

    /**
     * What a server said on an upgraded connection.
     *
     * @param text of all its data frames
     * @param status of its close frame, empty when there was none
     */
    record Said(String text, OptionalInt status) {}

    /** Upgrades the connection; the value is the head of the answer. */
    static String upgrade(RawClient client, String path, String... headers) {
        client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + String.join("", headers) + "\r\n");
        String head = client.readUntil("\r\n\r\n");
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError(head);
        }
        return head;
    }

    /** A whole text message. */
    static byte[] text(String payload) {
        return frame(FIN | TEXT, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** A masked frame, by a mask that changes nothing. */
    static byte[] frame(int firstByte, byte[] payload) {
        byte[] head = head(firstByte, payload.length);
        return ByteBuffer.allocate(head.length + payload.length)
                .put(head)
                .put(payload)
                .array();
    }

    /** The head of a frame that says it is that long. */
    static byte[] head(int firstByte, long length) {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) firstByte);
        if (length < SHORTEST_16) {
            head.put((byte) (MASKED | length));
        } else if (length < 1 << 16) {
            head.put((byte) (MASKED | SHORTEST_16)).putShort((short) length);
        } else {
            head.put((byte) (MASKED | SHORTEST_64)).putLong(length);
        }
        head.put(ZERO_MASK).flip();
        byte[] bytes = new byte[head.remaining()];
        head.get(bytes);
        return bytes;
    }

    /** All that the server says until it ends the connection. */
    static Said readToEnd(RawClient client) {
        ByteBuffer bytes = ByteBuffer.wrap(client.readToEnd().getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        OptionalInt status = OptionalInt.empty();
        while (bytes.remaining() >= 2) {
            int opcode = bytes.get() & 0xf;
            long length = lengthOf(bytes);
            byte[] payload = new byte[(int) Math.min(length, bytes.remaining())];
            bytes.get(payload);
            if (opcode == CLOSE && payload.length >= 2) {
                status = OptionalInt.of(ByteBuffer.wrap(payload).getShort());
            } else if (opcode <= BINARY) {
                text.writeBytes(payload);
            }
        }
        return new Said(text.toString(StandardCharsets.UTF_8), status);
    }

    private static long lengthOf(ByteBuffer bytes) {
        int length = bytes.get() & 0x7f;
        if (length == SHORTEST_16) {
            return bytes.getShort() & 0xffff;
        }
        return length == SHORTEST_64 ? bytes.getLong() : length;
    }
}
