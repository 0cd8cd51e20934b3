package dev.parley.gateway.stomp;

import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/** The bytes of a line or body of which more may come. Grows as they come, never on a client's word, up to a ceiling. */
final class GatheredBytes {
    private static final byte[] NOTHING = {};
    private static final int FIRST_CAPACITY = 64;

    private byte[] bytes = NOTHING;
    private int size;

    /** Takes {@code from[start, end)}; the caller has made sure that it fits under the ceiling. */
    void add(byte[] from, int start, int end, int ceiling) {
        int needed = size + end - start;
        if (needed > bytes.length) {
            int roomy = Math.max(needed, Math.max(FIRST_CAPACITY, bytes.length * 2));
            bytes = Arrays.copyOf(bytes, Math.min(roomy, ceiling));
        }
        System.arraycopy(from, start, bytes, size, end - start);
        size = needed;
    }

    int size() {
        return size;
    }

    int capacity() {
        return bytes.length;
    }

    /** The array, of which the first {@link #size()} bytes count; valid until the next change. */
    byte[] array() {
        return bytes;
    }

    Buffer toBuffer() {
        return Buffer.buffer(size).appendBytes(bytes, 0, size);
    }

    /** Forgets the bytes and keeps the memory, for the next line of the same frame. */
    void clear() {
        size = 0;
    }

    /** Forgets the bytes and gives the memory back. */
    void release() {
        size = 0;
        bytes = NOTHING;
    }
}
