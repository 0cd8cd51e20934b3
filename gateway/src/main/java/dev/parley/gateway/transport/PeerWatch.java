package dev.parley.gateway.transport;

import dev.parley.gateway.session.Wheel;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import java.time.Duration;

/**
 * Notices that the peer of a WebSocket is gone without a word: pings it when nothing was read for a time, and cuts the
 * channel after twice that. A peer that we do not read just now, or that does not read us, is not silent: it is slow,
 * and there are other rules for that. For the channel's event loop only.
 */
final class PeerWatch {
    private final ChannelHandlerContext context;
    private final Wheel wheel;
    private final Duration patience;
    private final Runnable onSilence;
    private Duration lastRead;
    private boolean pinged;
    private Wheel.Entry next;

    /** @param onSilence called when the channel is cut */
    PeerWatch(ChannelHandlerContext context, Wheel wheel, Duration patience, Runnable onSilence) {
        this.context = context;
        this.wheel = wheel;
        this.patience = patience;
        this.onSilence = onSilence;
        this.lastRead = wheel.now();
        this.next = wheel.after(patience, this::check);
    }

    /** Bytes came, whatever they are. */
    void onRead() {
        lastRead = wheel.now();
        pinged = false;
    }

    void stop() {
        next.cancel();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a ping or a close that fails has no channel any more
    private void check() {
        Channel channel = context.channel();
        if (!channel.config().isAutoRead() || !channel.isWritable()) {
            onRead();
        }
        Duration idle = wheel.now().minus(lastRead);
        if (idle.compareTo(patience) < 0) {
            next = wheel.after(patience.minus(idle), this::check);
        } else if (!pinged) {
            pinged = true;
            context.writeAndFlush(new PingWebSocketFrame());
            next = wheel.after(patience, this::check);
        } else {
            onSilence.run();
            context.close();
        }
    }
}
