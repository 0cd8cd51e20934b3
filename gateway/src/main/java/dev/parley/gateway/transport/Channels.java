package dev.parley.gateway.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** What Vert.x's own close cannot do: it waits for bytes that a stalled peer never takes. */
final class Channels {
    /** The name of Vert.x's handler. */
    private static final String VERTX = "handler";

    private static final int IDLE_SECONDS = 60;
    private static final int PROBES = 4;

    private Channels() {}

    /**
     * Lets the kernel notice that the peer is gone, where nothing is said by either side: the first probe after a minute
     * of silence, the end a minute later. Linux's own defaults take more than two hours. Vert.x has no options for that,
     * and Netty other ones for each transport.
     */
    static void keepAlive(NetSocket socket) {
        Channel channel = ((NetSocketInternal) socket).channelHandlerContext().channel();
        ChannelConfig config = channel.config();
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        if (channel instanceof EpollSocketChannel) {
            config.setOption(EpollChannelOption.TCP_KEEPIDLE, IDLE_SECONDS);
            config.setOption(EpollChannelOption.TCP_KEEPINTVL, IDLE_SECONDS / PROBES);
            config.setOption(EpollChannelOption.TCP_KEEPCNT, PROBES);
        } else {
            config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), IDLE_SECONDS);
            config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), IDLE_SECONDS / PROBES);
            config.setOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
        }
    }

    /** Puts a handler in the place of Vert.x's. */
    static void takeOver(NetSocket socket, ChannelHandler handler) {
        ((NetSocketInternal) socket).channelHandlerContext().pipeline().replace(VERTX, null, handler);
    }

    /** The same on a connection that speaks HTTP no more. */
    static void takeOver(HttpConnection connection, ChannelHandler handler) {
        ((ConnectionBase) connection).channel().pipeline().replace(VERTX, null, handler);
    }

    /** Whether it has closed, and nobody who takes over would hear of it any more. */
    static boolean isGone(HttpConnection connection) {
        return !((ConnectionBase) connection).channel().isRegistered();
    }

    /** Reads the channel of a connection, or leaves what comes in the peer's own buffers. */
    static void read(HttpConnection connection, boolean wanted) {
        ((ConnectionBase) connection).channel().config().setAutoRead(wanted);
    }

    /** Closes the channel of a connection, also of one that was upgraded to a WebSocket. */
    static void cut(HttpConnection connection) {
        // The connection's own context has left the pipeline if it was upgraded, and closes nothing any more.
        ChannelHandlerContext first =
                ((ConnectionBase) connection).channel().pipeline().firstContext();
        if (first != null) { // it is closed already
            cut(first);
        }
    }

    /** Closes the channel now. */
    @SuppressWarnings("FutureReturnValueIgnored") // nothing is to be done when it is closed, or was
    static void cut(@Nullable ChannelHandlerContext channel) {
        if (channel != null) { // the pipeline of a closed channel is empty
            channel.close();
        }
    }

    /** Writes these bytes past all codecs but TLS, and closes the channel. */
    @SuppressWarnings("FutureReturnValueIgnored") // as above
    static void cut(HttpConnection connection, Buffer lastWords) {
        ChannelHandlerContext codec =
                firstBehindTls(((ConnectionBase) connection).channel().pipeline());
        if (codec != null) {
            codec.writeAndFlush(((BufferInternal) lastWords).getByteBuf()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** What is written here goes out as it is, or encrypted; null where the channel is closed. */
    private static @Nullable ChannelHandlerContext firstBehindTls(ChannelPipeline pipeline) {
        boolean isBehind = pipeline.get(SslHandler.class) == null;
        for (String name : pipeline.names()) {
            ChannelHandlerContext handler = pipeline.context(name);
            if (handler != null && isBehind) {
                return handler;
            }
            isBehind |= handler != null && handler.handler() instanceof SslHandler;
        }
        return null;
    }

    /** Puts a handler between the codec and Vert.x. */
    static void addBeforeVertx(HttpConnection connection, ChannelHandler handler) {
        ((ConnectionBase) connection).channel().pipeline().addBefore(VERTX, null, handler);
    }

    /** The handler of this type, null where there is none any more. */
    static <H extends ChannelHandler> @Nullable H find(HttpConnection connection, Class<H> type) {
        return ((ConnectionBase) connection).channel().pipeline().get(type);
    }
}
