package dev.parley.gateway.transport;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import jdk.net.ExtendedSocketOptions;

/** What Vert.x's own close cannot do: it waits for bytes that a stalled peer never takes. */
final class Channels {
    private static final int IDLE_SECONDS = 60;
    private static final int PROBES = 4;

    private Channels() {}

    /**
     * Lets the kernel notice that the peer is gone, where nothing is said by either side: the first probe after a minute
     * of silence, the end a minute later. Linux's own defaults take more than two hours. Only Vert.x's native transports
     * know these options; the JDK's sockets have them too.
     */
    static void keepAlive(NetSocket socket) {
        ChannelConfig channel =
                ((NetSocketInternal) socket).channelHandlerContext().channel().config();
        channel.setOption(ChannelOption.SO_KEEPALIVE, true);
        channel.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), IDLE_SECONDS);
        channel.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), IDLE_SECONDS / PROBES);
        channel.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
    }

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
