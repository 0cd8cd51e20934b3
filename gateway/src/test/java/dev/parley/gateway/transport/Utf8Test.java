package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "exactly8", "a text of more than one long", "길이가 다른 글", "👍", "12345678👍12345678é"})
    void textIsText(String text) {
        assertThat(Utf8.isText(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)))
                .isTrue();
    }

    /** At each place of a text of three longs. */
    @Test
    void aByteThatIsNoTextIsFoundWhereverItIs() {
        for (int at = 0; at < 24; at++) {
            ByteBuf bytes = Unpooled.buffer().writeZero(24).setByte(at, 0xFF);

            assertThat(Utf8.isText(bytes)).as("at %d", at).isFalse();
        }
    }

    @Test
    void onlyWhatIsReadableCounts() {
        ByteBuf bytes = Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF, 'a', 'b', (byte) 0xFF});

        assertThat(Utf8.isText(bytes.slice(1, 2))).isTrue();
        assertThat(Utf8.isText(bytes.setIndex(1, 3))).isTrue();
    }
}
