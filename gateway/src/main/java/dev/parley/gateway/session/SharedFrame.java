package dev.parley.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;

/**
 * A frame that is written to many connections: its bytes are in memory that sockets are written from, once, as a message
 * of a WebSocket with the STOMP frame in it, so that a write to one more reader copies nothing. Whoever made it releases
 * it; writes that have not left by then keep the memory until they have. One event loop.
 */
public final class SharedFrame {
    private final ByteBuf message;
    private final int head;

    private SharedFrame(ByteBuf message, int head) {
        this.message = message;
        this.head = head;
    }

    /** Copies the STOMP frame. */
    public static SharedFrame of(Buffer frame) {
        ByteBuf stomp = ((BufferInternal) frame).getByteBuf();
        // Of no pool: it lives much longer than what else is written, and would keep that one's memory from being
        // reused.
        ByteBuf message = Unpooled.directBuffer(WebSocketMessage.MAX_HEAD + stomp.readableBytes());
        WebSocketMessage.write(stomp, message);
        return new SharedFrame(message, message.readableBytes() - stomp.readableBytes());
    }

    /** The bytes of the STOMP frame. */
    public int length() {
        return message.readableBytes() - head;
    }

    /** What it holds of memory. */
    public int capacity() {
        return message.capacity();
    }

    /** The frame for one more write, which releases it. */
    public ByteBuf stomp() {
        return message.retainedSlice(message.readerIndex() + head, length());
    }

    /** The frame as a message of a WebSocket, for one more write, which releases it. */
    public ByteBuf webSocketMessage() {
        return message.retainedDuplicate();
    }

    /** The frame for a transport that has another form for it. */
    Buffer copy() {
        byte[] bytes = new byte[length()];
        message.getBytes(message.readerIndex() + head, bytes);
        return Buffer.buffer(bytes);
    }

    /** To be called once, when no more writes will begin. */
    public void release() {
        message.release();
    }
}
