package dev.parley.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contracts.error.Refusal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalUserTest {
    private static final ExternalUser CAROL = new ExternalUser("https://id.example", "s-1");

    @Test
    void theIdIsTheSameForEverAndOfAKindThatNoLocalAccountHas() {
        assertThat(CAROL.id().value()).isEqualTo("20d2320e-f5c8-86b7-9723-93cb800f59bc");
        assertThat(UUID.fromString(CAROL.id().value()).version()).isEqualTo(8);
        assertThat(UUID.fromString(CAROL.id().value()).variant()).isEqualTo(2);
    }

    @Test
    void eachPartMakesAnotherPerson() {
        assertThat(List.of(
                                CAROL,
                                new ExternalUser("https://id.example", "s-2"),
                                new ExternalUser("https://id.example", "S-1"),
                                new ExternalUser("https://id.example/", "s-1"),
                                new ExternalUser("https://id.examples", "-1"),
                                new ExternalUser("https://id.exampl", "es-1"))
                        .stream()
                        .map(ExternalUser::id))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "nul\u0000", "half\ud800"})
    void aSubjectIsAText(String subject) {
        assertThatThrownBy(() -> new ExternalUser("https://id.example", subject))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new ExternalUser("https://id.example", "x".repeat(256)))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @CsvSource({
        "carol, carol",
        "Carol, carol",
        "carol@example.com, carol-example.com",
        "캐럴 Kim, -kim",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddd, aaaaaaaaaabbbbbbbbbbccccccccccdd"
    })
    void aNameIsWishedForInTheFormOfAUsername(String wish, String first) {
        assertThat(CAROL.usernames(wish).get(0)).isEqualTo(new Username(first));
    }

    /** A guest's name would let somebody pass for one. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "guest-12345678", "GUEST-1"})
    void whoHasNoNameThatCanBeUsedGetsOne(String wish) {
        String digits = CAROL.id().value().substring(0, 4);

        assertThat(CAROL.usernames(wish).get(0)).isEqualTo(new Username("user-" + digits));
    }

    @Test
    void namesAreTriedWithMoreAndMoreOfTheIdBehindThem() {
        String digits = CAROL.id().value().replace("-", "");
        String longest = "x".repeat(40);

        assertThat(CAROL.usernames("carol"))
                .containsExactly(
                        new Username("carol"),
                        new Username("carol-" + digits.substring(0, 4)),
                        new Username("carol-" + digits.substring(0, 8)),
                        new Username("carol-" + digits.substring(0, 16)));
        assertThat(CAROL.usernames(longest))
                .allSatisfy(name -> assertThat(name.value()).hasSize(32));
    }
}
