package dev.parley.testkit.stomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
    private final List<StompFrame> frames = new ArrayList<>();
    private final FrameReader reader = new FrameReader(frames::add);

    @Test
    void readsBackWhatAFrameEncodes() {
        StompFrame frame = new StompFrame("SEND", Map.of("na:me", "a\\b\nc:d\re"), "안녕 👋");

        reader.read(frame.encode());

        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).headers()).containsEntry("na:me", "a\\b\nc:d\re");
        assertThat(frames.get(0).body()).isEqualTo("안녕 👋");
    }

    @Test
    void readsAFrameThatComesByteByByte() {
        for (byte b : "\n\nMESSAGE\nseq:1\ncontent-length:3\n\na\0b\0\nRECEIPT\nreceipt-id:r\n\n\0"
                .getBytes(StandardCharsets.UTF_8)) {
            reader.read(new byte[] {b});
        }

        assertThat(frames).extracting(StompFrame::command).containsExactly("MESSAGE", "RECEIPT");
        assertThat(frames.get(0).body()).isEqualTo("a\0b");
    }

    @Test
    void leavesTheHeadersOfConnectedAsTheyAre() {
        reader.read("CONNECTED\nserver:a\\b\n\n\0".getBytes(StandardCharsets.UTF_8));

        assertThat(frames.get(0).headers()).containsEntry("server", "a\\b");
    }

    @Test
    void takesTheFirstOfRepeatedHeaders() {
        reader.read("MESSAGE\nfoo:1\nfoo:2\n\n\0".getBytes(StandardCharsets.UTF_8));

        assertThat(frames.get(0).number("foo")).isEqualTo(1);
    }

    @Test
    void refusesAContentLengthThatLies() {
        assertThatThrownBy(() -> reader.read("MESSAGE\ncontent-length:1\n\nab\0".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalStateException.class);
    }
}
