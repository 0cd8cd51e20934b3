package dev.parley.bench.load;

import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection that sends to one room: messages of one size, each with the moment that it was to be sent. One event loop. */
final class Publisher implements StompSocket.Listener {
    private static final int DIGITS = 19;
    private static final int RADIX = 10;

    private final Fleet fleet;
    private final byte[] frame;
    private final int lastDigit;
    private final Runnable onReceipt;
    private @Nullable StompSocket socket;

    /**
     * @param headers beside the destination, each with its line end
     * @param bodyBytes how long a body is, the moment included
     */
    Publisher(Fleet fleet, String room, String headers, int bodyBytes, Runnable onReceipt) {
        this.fleet = fleet;
        this.onReceipt = onReceipt;
        String head = "SEND\ndestination:/publish/chat/room/" + room + "\ncontent-type:text/plain\n" + headers + "\n"
                + StompSocket.STAMP;
        String filling = " ".repeat(Math.max(1, bodyBytes - DIGITS - StompSocket.STAMP.length() - 1)) + ".";
        this.frame = (head + "0".repeat(DIGITS) + filling + '\0').getBytes(StandardCharsets.US_ASCII);
        this.lastDigit = head.length() + DIGITS - 1;
    }

    @Override
    public void onConnected(StompSocket connected) {
        socket = connected;
        fleet.ready();
    }

    @Override
    public void onReceipt(StompSocket from) {
        onReceipt.run();
    }

    void publish(long meantNanos) {
        byte[] bytes = frame.clone();
        long rest = meantNanos;
        for (int at = lastDigit; rest > 0; at--) {
            bytes[at] = (byte) ('0' + rest % RADIX);
            rest /= RADIX;
        }
        if (socket != null) {
            socket.send(Unpooled.wrappedBuffer(bytes));
        }
    }

    @Override
    public void onLost(StompSocket lost, String reason) {
        fleet.lost("a publisher: " + reason);
    }
}
