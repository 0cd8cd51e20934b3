package dev.parley.gateway.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SockJsTextsTest {
    private final SockJsTexts texts = new SockJsTexts();

    /** The frames of a text, each with so many bytes. */
    private static List<WebSocketFrame> frames(String text, int size) {
        ByteBuf bytes = Unpooled.wrappedBuffer(text.getBytes(UTF_8));
        List<WebSocketFrame> frames = new ArrayList<>();
        do {
            ByteBuf part = bytes.readSlice(Math.min(size, bytes.readableBytes()));
            boolean last = !bytes.isReadable();
            frames.add(
                    frames.isEmpty()
                            ? new TextWebSocketFrame(last, 0, part)
                            : new ContinuationWebSocketFrame(last, 0, part));
        } while (bytes.isReadable());
        return frames;
    }

    private boolean areRight(List<WebSocketFrame> frames) {
        return frames.stream().allMatch(texts::isRight);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "\"\"", "\"a\"", "[\"a\"]", "[\"\"]", "[\"a\",\"b\\u0000\"]", " [ \"안녕\" , \"b\" ] "})
    void stringsAreRightInWhateverPieces(String text) {
        for (int size = 1; size <= text.length() + 1; size++) {
            assertThat(areRight(frames(text, size))).as("pieces of " + size).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a\",null]",
                "[\"a\",null,\"b\"]",
                "[\"a\",1,\"b\"]",
                "[\"a\",[\"b\"],\"c\"]",
                "[\"a\",{\"b\":\"c\"},\"d\"]",
                "[\"a\"",
                "[\"a\",",
                "[\"a",
                "[",
                "\"a",
                "null",
                "1",
                "true",
                "{}",
                "{\"a\":\"b\"}",
                "[\"a\"][\"b\"]",
                "[\"a\"],[\"b\"]",
                "\"a\",\"b\"",
                "\"a\"\"b\"",
                "[\"a\",]",
                "[\"a\"]x",
                "[\"\\x\"]",
                "[\"a\nb\"]",
                "x"
            })
    void anythingElseIsNotAndWhatFollowsIsLookedAtAnew(String text) {
        for (int size = 1; size <= text.length() + 1; size++) {
            assertThat(areRight(frames(text, size))).as("pieces of " + size).isFalse();
            assertThat(areRight(frames("[\"a\"]", 100))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bytesThatAreNoTextAreNotLookedAt(boolean whole) {
        WebSocketFrame first = new BinaryWebSocketFrame(whole, 0, Unpooled.wrappedBuffer(new byte[] {'x'}));
        WebSocketFrame rest = new ContinuationWebSocketFrame(true, 0, Unpooled.wrappedBuffer(new byte[] {'x'}));

        assertThat(areRight(whole ? List.of(first) : List.of(first, rest))).isTrue();
    }
}
