package dev.parley.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesAndPasswordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"abc", "a.b_c-9", "abcdefghijklmnopqrstuvwxyz012345", "---"})
    void aUsernameIsThreeToThirtyTwoOfItsCharacters(String text) {
        assertThat(new Username(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "ab", "Alice", "alice ", "al ice", "앨리스", "abcdefghijklmnopqrstuvwxyz0123456", "alice\n"})
    void anyOtherUsernameIsRefused(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new Username(text))
                .returns(ErrorCode.BAD_REQUEST, Refusal::code);
    }

    @Test
    void aDisplayNameIsCountedInCharactersNotInCodeUnits() {
        assertThat(new DisplayName("🦜".repeat(64)).value()).hasSize(128);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new DisplayName("🦜".repeat(65)));
    }

    @Test
    void aDisplayNameLosesTheSpaceAroundIt() {
        assertThat(new DisplayName("  앨리스 ").value()).isEqualTo("앨리스");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "a\u0000b", "a\u2028b", "\ud800"})
    void aDisplayNameWithoutTextOrWithControlCharactersIsRefused(String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new DisplayName(text))
                .returns(ErrorCode.BAD_REQUEST, Refusal::code);
    }

    @Test
    void withoutADisplayNamePeopleAreShownTheUsername() {
        assertThat(DisplayName.orUsername(" ", new Username("alice")).value()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 129})
    void aPasswordTooShortOrTooLongIsRefused(int length) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new Password("x".repeat(length)))
                .returns(ErrorCode.BAD_REQUEST, Refusal::code);
    }

    @Test
    void aPasswordIsTheSameHoweverItsCharactersWereComposed() {
        assertThat(new Password("pa\u0301ssword1")).isEqualTo(new Password("p\u00e1ssword1"));
    }

    @Test
    void secretsAreNeverPrinted() {
        assertThat(new Password("correct horse").toString()).doesNotContain("horse");
        assertThat(new RefreshToken("a-token").toString()).doesNotContain("token");
    }

    @Test
    void aRefreshTokenIsKeptAsItsSha256() {
        assertThat(new RefreshToken("abc").hash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
