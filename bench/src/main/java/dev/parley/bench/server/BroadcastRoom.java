package dev.parley.bench.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The members of a room. One event loop. */
final class BroadcastRoom {
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_16 = 126;

    private final String id;
    private final List<ChannelHandlerContext> members = new ArrayList<>();
    private long seq;

    BroadcastRoom(String id) {
        this.id = id;
    }

    /** @param member a place in the pipeline from which bytes leave as they are */
    void add(ChannelHandlerContext member) {
        members.add(member);
    }

    void removeAllOf(Channel channel) {
        members.removeIf(member -> member.channel() == channel);
    }

    /** Who does not take what is sent goes without. */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody asks whether it arrived
    void broadcast(String body) {
        seq++;
        ByteBuf frame = frame("MESSAGE\nsubscription:sub-0\nmessage-id:" + id + "-" + seq
                + "\ndestination:/subscribe/chat/room/" + id + "\nseq:" + seq + "\ncontent-length:" + body.length()
                + "\n\n" + body + '\0');
        for (ChannelHandlerContext member : members) {
            if (member.channel().isWritable()) {
                member.writeAndFlush(frame.retainedDuplicate());
            }
        }
        frame.release();
    }

    /** A text frame of RFC 6455 around a frame of STOMP in ASCII. */
    static ByteBuf frame(String stomp) {
        byte[] payload = stomp.getBytes(StandardCharsets.US_ASCII);
        ByteBuf frame = Unpooled.directBuffer(payload.length + 4).writeByte(FINAL_TEXT);
        if (payload.length < LENGTH_16) {
            frame.writeByte(payload.length);
        } else {
            frame.writeByte(LENGTH_16).writeShort(payload.length);
        }
        return frame.writeBytes(payload);
    }
}
