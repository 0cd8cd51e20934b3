package dev.parley.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** A frame of STOMP as a message of a WebSocket of the server's: whole, and not masked (RFC 6455, 5.2). */
public final class WebSocketMessage {
    /** The longest that a head can be. */
    public static final int MAX_HEAD = 10;

    private static final int FINAL_TEXT = 0x81;
    private static final int FINAL_BINARY = 0x82;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;
    private static final int MOST_IN_16_BITS = 0xFFFF;

    private WebSocketMessage() {}

    /**
     * Adds the message that has these bytes: a text where they are one, else binary. As a text, other bytes would cost the
     * reader its connection (RFC 6455, 8.1).
     */
    public static void write(ByteBuf stomp, ByteBuf out) {
        int length = stomp.readableBytes();
        boolean text = ByteBufUtil.isText(stomp, stomp.readerIndex(), length, StandardCharsets.UTF_8);
        out.writeByte(text ? FINAL_TEXT : FINAL_BINARY);
        if (length < LENGTH_OF_16_BITS) {
            out.writeByte(length);
        } else if (length <= MOST_IN_16_BITS) {
            out.writeByte(LENGTH_OF_16_BITS).writeShort(length);
        } else {
            out.writeByte(LENGTH_OF_64_BITS).writeLong(length);
        }
        out.writeBytes(stomp, stomp.readerIndex(), length);
    }
}
