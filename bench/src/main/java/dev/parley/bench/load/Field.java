package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * A field of frames that all look alike: looks first where it was the last time, which costs nothing, and searches only
 * when it has moved.
 */
final class Field {
    private static final int NONE = -1;

    private final byte[] name;
    private int place;

    /** @param name what stands right before the value */
    Field(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The number behind the name, or -1 where the bytes in [from, to) have no such field. */
    long read(ByteBuf bytes, int from, int to) {
        if (!isAt(bytes, from + place, to)) {
            place = search(bytes, from, to) - from;
            if (place < 0) {
                place = 0;
                return NONE;
            }
        }
        long number = 0;
        for (int at = from + place + name.length; at < to; at++) {
            int digit = bytes.getByte(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private int search(ByteBuf bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (isAt(bytes, at, to)) {
                return at;
            }
        }
        return NONE;
    }

    private boolean isAt(ByteBuf bytes, int at, int to) {
        if (at + name.length > to) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes.getByte(at + i) != name[i]) {
                return false;
            }
        }
        return true;
    }
}
