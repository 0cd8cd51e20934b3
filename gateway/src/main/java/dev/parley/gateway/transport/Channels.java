package dev.parley.gateway.transport;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;

/** What Vert.x's own close cannot do: it waits for bytes that a stalled peer never takes. */
final class Channels {
    private Channels() {}

    /** Closes the channel now; Vert.x's close handlers are called. */
    static void cut(NetSocket socket) {
        cut(((NetSocketInternal) socket).channelHandlerContext());
    }

    /** Closes the channel of a connection, also of one that was upgraded to a WebSocket. */
    static void cut(HttpConnection connection) {
        // The connection's own context has left the pipeline if it was upgraded, and closes nothing any more.
        cut(((ConnectionBase) connection).channel().pipeline().firstContext());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nothing is to be done when it is closed, or was
    private static void cut(ChannelHandlerContext channel) {
        channel.close();
    }
}
