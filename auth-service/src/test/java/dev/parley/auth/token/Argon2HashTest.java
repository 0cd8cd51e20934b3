package dev.parley.auth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2HashTest {
    private static final byte[] SALT = new byte[Argon2Hash.SALT_BYTES];

    @Test
    void aHashMatchesItsPasswordAndNoOther() {
        Argon2Hash hash = Argon2Hash.of("correct horse", SALT, HashOptions.OWASP);

        assertThat(hash.matches("correct horse")).isTrue();
        assertThat(hash.matches("correct horsf")).isFalse();
    }

    @Test
    void itIsWrittenAsAPhcStringAndReadBack() {
        String phc = Argon2Hash.of("correct horse", SALT, HashOptions.OWASP).phc();

        assertThat(phc).startsWith("$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$");
        assertThat(Argon2Hash.parse(phc).matches("correct horse")).isTrue();
        assertThat(Argon2Hash.parse(phc).phc()).isEqualTo(phc);
    }

    @Test
    void itReadsWhatTheReferenceImplementationWrites() {
        // The test suite of the reference implementation (phc-winner-argon2): m=256, t=2, p=1.
        String salt = Base64.getEncoder().withoutPadding().encodeToString("somesalt".getBytes(UTF_8));
        String reference = "$argon2id$v=19$m=256,t=2,p=1$" + salt + "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

        assertThat(Argon2Hash.parse(reference).matches("password")).isTrue();
        assertThat(Argon2Hash.parse(reference).matches("Password")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA", "$2a$10$abc", "password"})
    void anythingElseIsNotAHash(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Argon2Hash.parse(text));
    }
}
