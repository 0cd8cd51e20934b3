package dev.parley.bench.server;

import dev.parley.bench.load.Loop;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.flush.FlushConsolidationHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The least that a broadcast over WebSocket can cost in Java: one event loop of Netty, a frame encoded once and written
 * to every member of a room, flushes consolidated. It understands as much STOMP as the load speaks and does nothing else:
 * no authentication, no rights, no database, no bounds. What Parley costs is given as a ratio to it.
 */
public final class Broadcaster implements AutoCloseable {
    private static final int MOST_BYTES = 1 << 16;
    private static final int MAX_FLUSHES = 256;

    private final EventLoopGroup group = Loop.single();
    private final Map<String, BroadcastRoom> rooms = new HashMap<>();
    private final Channel listening;

    /** Listens on 127.0.0.1. */
    public Broadcaster(int port) {
        listening = new ServerBootstrap()
                .group(group)
                .channel(Loop.server())
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(
                                        new FlushConsolidationHandler(MAX_FLUSHES, true),
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(MOST_BYTES),
                                        new BroadcasterProbe(),
                                        new WebSocketServerProtocolHandler("/ws", "v12.stomp", false, MOST_BYTES),
                                        new BroadcasterConnection(rooms));
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    /** Runs until it is ended; the port is in {@code PARLEY_HTTP_PORT}, as Parley's is. */
    @SuppressWarnings("resource") // the process ends with it
    public static void main(String[] arguments) {
        new Broadcaster(Integer.parseInt(System.getenv("PARLEY_HTTP_PORT")))
                .listening
                .closeFuture()
                .syncUninterruptibly();
    }
}
