package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StompSocketTest {
    private static final String UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n";

    private final List<String> heard = new ArrayList<>();
    private final StompSocket socket = new StompSocket(new Hearing());
    private final EmbeddedChannel channel = new EmbeddedChannel(socket);

    private final class Hearing implements StompSocket.Listener {
        @Override
        public void onConnected(StompSocket from) {
            heard.add("connected");
        }

        @Override
        public void onReceipt(StompSocket from) {
            heard.add("receipt");
        }

        @Override
        public void onMessage(StompSocket from, long seq, long sentNanos) {
            heard.add("message " + seq + " of " + sentNanos);
        }

        @Override
        public void onLost(StompSocket from, String reason) {
            heard.add("lost: " + reason);
        }
    }

    @Test
    void asksForAWebSocketThenConnects() {
        assertThat(sent()).startsWith("GET /ws HTTP/1.1\r\n").endsWith("\r\n\r\n");

        receive(UPGRADED.getBytes(StandardCharsets.US_ASCII));

        assertThat(sent()).contains("CONNECT\naccept-version:1.2\n").endsWith("\n\n\0");
    }

    @Test
    void readsFramesHoweverTheyAreCut() {
        ByteBuf all = Unpooled.buffer()
                .writeBytes(UPGRADED.getBytes(StandardCharsets.US_ASCII))
                .writeBytes(text("CONNECTED\nversion:1.2\n\n\0"))
                .writeBytes(text("\n"))
                .writeBytes(text("RECEIPT\nreceipt-id:s\n\n\0"))
                .writeBytes(text("MESSAGE\nseq:9\n\n{\"message\":\"at=0012 hello\"}\0"))
                .writeBytes(
                        text("MESSAGE\nmessage-id:r-10\nseq:10\n\n{\"message\":\"at=34" + " ".repeat(200) + "\"}\0"))
                .writeBytes(text("MESSAGE\nmessage-id:r-11\nseq:11\n\n{\"message\":\"guest joined\"}\0"))
                .writeBytes(text(
                        "MESSAGE\nmessage-id:r-12\nseq:12\n\n{\"message\":\"at=56" + " ".repeat(70_000) + "\"}\0"));

        while (all.isReadable()) {
            byte[] piece = new byte[Math.min(7, all.readableBytes())];
            all.readBytes(piece);
            receive(piece);
        }

        assertThat(heard)
                .containsExactly(
                        "connected",
                        "receipt",
                        "message 9 of 12",
                        "message 10 of 34",
                        "message 11 of -1",
                        "message 12 of 56");
    }

    @Test
    void answersAPingWithWhatIsInIt() {
        receive(UPGRADED.getBytes(StandardCharsets.US_ASCII));
        sent();

        receive(new byte[] {(byte) 0x89, 2, 'h', 'i', (byte) 0x89, 0});

        assertThat(sent()).isEqualTo("\u008a\u0082\0\0\0\0hi" + "\u008a\u0080\0\0\0\0");
        assertThat(heard).isEmpty();
    }

    @Test
    void aRefusedUpgradeAndAnErrorAreLosses() {
        receive("HTTP/1.1 503 Service Unavailable\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(heard).first().isEqualTo("lost: HTTP/1.1 503 Service Unavailable");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void anErrorIsALossWithItsText() {
        receive(UPGRADED.getBytes(StandardCharsets.US_ASCII));

        receive(text("ERROR\ncode:unavailable\n\n\0"));

        assertThat(heard).hasSize(1).first().asString().startsWith("lost: ERROR\ncode:unavailable");
    }

    private void receive(byte[] bytes) {
        channel.writeInbound(Unpooled.wrappedBuffer(bytes));
    }

    private String sent() {
        StringBuilder sent = new StringBuilder();
        for (ByteBuf bytes = channel.readOutbound(); bytes != null; bytes = channel.readOutbound()) {
            sent.append(bytes.toString(StandardCharsets.ISO_8859_1));
            bytes.release();
        }
        return sent.toString();
    }

    /** A text frame of a server, in the shortest form for its length. */
    private static byte[] text(String stomp) {
        byte[] payload = stomp.getBytes(StandardCharsets.US_ASCII);
        ByteBuf frame = Unpooled.buffer().writeByte(0x81);
        if (payload.length < 126) {
            frame.writeByte(payload.length);
        } else if (payload.length <= 0xffff) {
            frame.writeByte(126).writeShort(payload.length);
        } else {
            frame.writeByte(127).writeLong(payload.length);
        }
        byte[] bytes = new byte[frame.readableBytes() + payload.length];
        frame.writeBytes(payload).readBytes(bytes);
        return bytes;
    }
}
