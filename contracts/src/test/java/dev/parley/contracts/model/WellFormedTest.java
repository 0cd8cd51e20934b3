package dev.parley.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.chat.PostMessage;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WellFormedTest {
    private static final Actor ALICE = new Actor(new UserId("a"), "alice", "Alice", Set.of("user"));

    @Test
    void everyTextThatCanBeWrittenPasses() {
        String text = "line\none \uD83D\uDC4D \uC548\uB155";

        assertThat(WellFormed.text("message", text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\uD83D", "\uDC4Da", "\uD83D\uD83D\uDC4D"})
    void aNulOrHalfASurrogatePairMakesNoMessage(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new PostMessage(new RoomId("5"), ALICE, text, null, null))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }
}
