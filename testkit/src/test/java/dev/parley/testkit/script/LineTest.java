package dev.parley.testkit.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void skipsCommentsAndKeepsNumbers() {
        List<Line> lines = Line.of(List.of("# a comment", "", "C[bob-2]:   SEND destination:/x | hi "));

        assertThat(lines).containsExactly(new Line(3, "C", "bob-2", "SEND destination:/x | hi"));
    }

    @Test
    void saysWhichLineIsNone() {
        assertThatThrownBy(() -> Line.of(List.of("# ok", "C: SEND")))
                .isInstanceOf(ScriptError.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void readsHeadersWithQuotesAndColonsAndThoseThatMustBeAbsent() {
        FrameText frame = FrameText.parse("SEND destination:/a:b title:\"two words\" !replay | {\"x\":\"a | b\"}");

        assertThat(frame.command()).isEqualTo("SEND");
        assertThat(frame.headers())
                .containsEntry("destination", "/a:b")
                .containsEntry("title", "two words")
                .containsEntry("!replay", "");
        assertThat(frame.body()).contains("{\"x\":\"a | b\"}");
    }

    @Test
    void tellsAnEmptyBodyFromNone() {
        assertThat(FrameText.parse("SEND a:b").body()).isEmpty();
        assertThat(FrameText.parse("SEND a:b |").body()).contains("");
    }
}
