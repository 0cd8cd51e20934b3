package dev.parley.gateway.transport;

import io.netty.channel.ChannelHandlerContext;

/** What Vert.x's own close cannot do: it waits for bytes that a stalled peer never takes. */
final class Channels {
    private Channels() {}

    /** Closes the channel now; Vert.x's close handlers are called. */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing is to be done when it is closed, or was
    static void cut(ChannelHandlerContext channel) {
        channel.close();
    }
}
