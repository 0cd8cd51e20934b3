package dev.parley.gateway.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * The answers to one peer's pings. A peer that does not read would let them pile up: beyond {@link #MOST} that have not
 * left, only the newest ping is answered, once there is room (RFC 6455, 5.5.3). For the channel's event loop only.
 */
final class Pongs {
    /** Pongs on their way; 4 KB at most. */
    static final int MOST = 32;

    private final ChannelHandlerContext channel;
    private int leaving;
    private boolean written;
    private @Nullable ByteBuf newest;

    Pongs(ChannelHandlerContext channel) {
        this.channel = channel;
    }

    /** Answers with a ping's payload, which is taken over. It leaves with {@link #flush}, when all there was is read. */
    void answer(ByteBuf payload) {
        if (leaving == MOST) {
            flush();
        }
        if (leaving == MOST) {
            ReferenceCountUtil.release(newest);
            newest = payload;
        } else {
            write(payload);
        }
    }

    void flush() {
        if (written) {
            written = false;
            channel.flush();
        }
    }

    /** Lets go of what waits. */
    void stop() {
        ReferenceCountUtil.release(newest);
        newest = null;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the listener is all that is to be done
    private void write(ByteBuf payload) {
        leaving++;
        written = true;
        channel.write(new PongWebSocketFrame(payload)).addListener(left -> onLeft());
    }

    private void onLeft() {
        leaving--;
        ByteBuf waiting = newest;
        if (waiting != null && channel.channel().isActive()) {
            newest = null;
            write(waiting);
            flush();
        }
    }
}
