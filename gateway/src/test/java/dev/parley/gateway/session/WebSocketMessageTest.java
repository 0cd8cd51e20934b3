package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455, 5.2. */
class WebSocketMessageTest {
    @ParameterizedTest
    @CsvSource({"0, 8100", "1, 8101", "125, 817d", "126, 817e007e", "65535, 817effff", "65536, 817f0000000000010000"})
    void theHeadSaysTheLengthInAsFewBytesAsItCan(int length, String head) {
        ByteBuf message = Unpooled.buffer();

        WebSocketMessage.write(Unpooled.copiedBuffer("x".repeat(length), StandardCharsets.US_ASCII), message);

        assertThat(ByteBufUtil.hexDump(message, 0, head.length() / 2)).isEqualTo(head);
        assertThat(message.readableBytes()).isEqualTo(head.length() / 2 + length);
    }

    @Test
    void utf8IsATextAndOtherBytesAreBinary() {
        assertThat(kind("안녕\0".getBytes(StandardCharsets.UTF_8))).isEqualTo(0x81);
        assertThat(kind(new byte[] {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80}))
                .isEqualTo(0x82);
        assertThat(kind(new byte[] {(byte) 0xFF})).isEqualTo(0x82);
    }

    @Test
    void onlyWhatIsReadableIsWrittenAndItStaysSo() {
        ByteBuf stomp = Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF, 'a', 'b', (byte) 0xFF})
                .slice(1, 2);
        ByteBuf message = Unpooled.buffer();

        WebSocketMessage.write(stomp, message);

        assertThat(ByteBufUtil.hexDump(message)).isEqualTo("81026162");
        assertThat(stomp.readableBytes()).isEqualTo(2);
    }

    private static int kind(byte[] bytes) {
        ByteBuf message = Unpooled.buffer();
        WebSocketMessage.write(Unpooled.wrappedBuffer(bytes), message);
        return message.getUnsignedByte(0);
    }
}
