package dev.parley.bench.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of STOMP over WebSocket with nothing that a load does not need: the upgrade, CONNECT as a guest, whole
 * frames out, and of what comes in the command and, of a MESSAGE, two numbers. One event loop.
 */
public final class StompSocket extends ByteToMessageDecoder {
    /** What stands before the time in the body of a message of ours. */
    static final String STAMP = "at=";

    private static final String UPGRADE = """
            GET /ws HTTP/1.1\r
            Host: localhost\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Protocol: v12.stomp\r
            \r
            """;
    private static final String CONNECT = "CONNECT\naccept-version:1.2\nhost:localhost\nheart-beat:0,0\n\n\0";
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};
    private static final int FINAL = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int MASKED = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final Listener listener;
    private final Field seq = new Field("\nseq:");
    private final Field stamp = new Field(STAMP);
    private boolean upgraded;
    private @Nullable ChannelHandlerContext context;

    /** Who hears what comes. */
    public interface Listener {
        /** CONNECTED came. */
        void onConnected(StompSocket socket);

        /** A RECEIPT came. */
        default void onReceipt(StompSocket socket) {}

        /**
         * A MESSAGE came.
         *
         * @param seq its sequence, -1 where it has none
         * @param sentNanos when it was to be sent, by System.nanoTime; -1 where it is not one of ours
         */
        default void onMessage(StompSocket socket, long seq, long sentNanos) {}

        /** The connection is lost, or was refused. */
        void onLost(StompSocket socket, String reason);
    }

    StompSocket(Listener listener) {
        this.listener = listener;
    }

    // --- out

    @Override
    public void channelActive(ChannelHandlerContext active) {
        context = active;
        flush(Unpooled.copiedBuffer(UPGRADE, StandardCharsets.US_ASCII));
    }

    /** Sends a frame of STOMP, given with its NUL. */
    public void send(String frame) {
        send(Unpooled.copiedBuffer(frame, StandardCharsets.UTF_8));
    }

    /** The same for bytes. */
    void send(ByteBuf frame) {
        send(TEXT, frame);
    }

    /** A mask of zeroes is a mask (RFC 6455, 5.3); whoever serves has to apply it nevertheless. */
    private void send(int opcode, ByteBuf frame) {
        int length = frame.readableBytes();
        ByteBuf head = Unpooled.buffer(8).writeByte(FINAL | opcode);
        if (length < LENGTH_16) {
            head.writeByte(MASKED | length);
        } else if (length <= 0xffff) {
            head.writeByte(MASKED | LENGTH_16).writeShort(length);
        } else {
            throw new IllegalArgumentException("a frame of the load is short: " + length);
        }
        flush(Unpooled.wrappedBuffer(head.writeInt(0), frame));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the connection, which is told
    private void flush(ByteBuf bytes) {
        if (context == null) {
            bytes.release();
        } else {
            context.writeAndFlush(bytes);
        }
    }

    /** Reads, or leaves what comes to the kernel: what a person's stalled machine does. */
    public void read(boolean wanted) {
        if (context != null) {
            context.channel().config().setAutoRead(wanted);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closing what is closed does nothing
    void close() {
        if (context != null) {
            context.close();
        }
    }

    // --- in

    @Override
    protected void decode(ChannelHandlerContext active, ByteBuf in, List<Object> out) {
        if (!upgraded && !readResponse(in)) {
            return;
        }
        while (readFrame(in)) {
            // as many as are there
        }
    }

    private boolean readResponse(ByteBuf in) {
        int length = ByteBufUtil.indexOf(Unpooled.wrappedBuffer(END_OF_HEAD), in);
        if (length < 0) {
            return false;
        }
        String response = in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII);
        in.skipBytes(length + END_OF_HEAD.length);
        if (!response.startsWith("HTTP/1.1 101")) {
            listener.onLost(this, response.lines().findFirst().orElse("no answer"));
            close();
            return false;
        }
        upgraded = true;
        send(CONNECT);
        return true;
    }

    private boolean readFrame(ByteBuf in) {
        int start = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        int head = 2;
        long length = in.getUnsignedByte(start + 1);
        if (length == LENGTH_16) {
            head = 4;
            length = readable < head ? readable : in.getUnsignedShort(start + 2);
        } else if (length == LENGTH_64) {
            head = 10;
            length = readable < head ? readable : in.getLong(start + 2);
        }
        if (readable < head + length) {
            return false;
        }
        int end = start + head + (int) length;
        int from = start + head;
        switch (in.getByte(start) & OPCODE) {
            case CLOSE ->
                listener.onLost(this, "the server closed: " + in.toString(from, (int) length, StandardCharsets.UTF_8));
            case PING -> send(PONG, in.copy(from, (int) length)); // unanswered, a silent reader is taken for gone
            default -> onFrame(in, from, end);
        }
        in.readerIndex(end);
        return true;
    }

    private void onFrame(ByteBuf in, int from, int to) {
        if (from == to) {
            return;
        }
        switch (in.getByte(from)) {
            case 'M' -> listener.onMessage(this, seq.read(in, from, to), stamp.read(in, from, to));
            case 'R' -> listener.onReceipt(this);
            case 'C' -> listener.onConnected(this);
            case 'E' -> listener.onLost(this, in.toString(from, to - from, StandardCharsets.UTF_8));
            default -> {
                // a heart-beat
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) throws Exception {
        super.channelInactive(gone);
        listener.onLost(this, "the connection is gone");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext broken, Throwable cause) {
        listener.onLost(this, cause.toString());
        close();
    }
}
