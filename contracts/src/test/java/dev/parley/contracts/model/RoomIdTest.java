package dev.parley.contracts.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "a", "Z", "_", "-", "az-AZ_09"})
    void lettersDigitsAndTwoMarksAreARoomId(String value) {
        assertThat(new RoomId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a.b", "@", "[", "`", "{", "/", ":", "é", "방", "a\n"})
    void nothingElseIs(String value) {
        assertThatThrownBy(() -> new RoomId(value))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST));
    }

    @Test
    void itHasUpTo64Characters() {
        assertThat(new RoomId("a".repeat(64)).value()).hasSize(64);
        assertThatThrownBy(() -> new RoomId("a".repeat(65))).isInstanceOf(Refusal.class);
    }
}
