package dev.parley.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** Whether bytes are text. */
final class Utf8 {
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    private Utf8() {}

    /** Whether all that is readable is UTF-8. What is ASCII, as most is, costs an eighth: it is asked for each reader. */
    static boolean isText(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        while (end - at >= Long.BYTES && (bytes.getLong(at) & NOT_ASCII) == 0) {
            at += Long.BYTES;
        }
        return ByteBufUtil.isText(bytes, at, end - at, StandardCharsets.UTF_8);
    }
}
