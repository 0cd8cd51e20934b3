package dev.parley.bench.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One client of the broadcaster. */
final class BroadcasterConnection extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final String ROOM = "/chat/room/";

    private final Map<String, BroadcastRoom> rooms;
    private final List<BroadcastRoom> entered = new ArrayList<>(1);

    /** @param rooms those of the broadcaster, by their ids */
    BroadcasterConnection(Map<String, BroadcastRoom> rooms) {
        this.rooms = rooms;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        String stomp = frame.content().toString(StandardCharsets.US_ASCII);
        if (stomp.startsWith("CONNECT\n")) {
            answer(context, "CONNECTED\nversion:1.2\n\n\0");
            return;
        }
        BroadcastRoom room = rooms.computeIfAbsent(roomOf(stomp), BroadcastRoom::new);
        if (stomp.startsWith("SUBSCRIBE\n")) {
            entered.add(room);
            room.add(bytesOf(context));
        } else if (stomp.startsWith("SEND\n")) {
            room.broadcast(stomp.substring(stomp.indexOf("\n\n") + 2, stomp.length() - 1));
        }
        if (stomp.contains("\nreceipt:")) {
            answer(context, "RECEIPT\nreceipt-id:r\n\n\0");
        }
    }

    private static String roomOf(String stomp) {
        int from = stomp.indexOf(ROOM) + ROOM.length();
        return stomp.substring(from, stomp.indexOf('\n', from));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody asks whether it arrived
    private static void answer(ChannelHandlerContext context, String stomp) {
        bytesOf(context).writeAndFlush(BroadcastRoom.frame(stomp));
    }

    /** Where bytes enter the pipeline that are frames already: behind the encoder, before the flushes are gathered. */
    private static ChannelHandlerContext bytesOf(ChannelHandlerContext context) {
        return context.pipeline().context("wsencoder");
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        entered.forEach(room -> room.removeAllOf(context.channel()));
        context.fireChannelInactive();
    }
}
