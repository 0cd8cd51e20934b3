package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.SigningKey;
import dev.parley.auth.store.memory.MemoryStore;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SealedKeyStoreTest {
    private static final int OLD = 1;
    private static final int NEW = 2;
    private static final SigningKey KEY = EcKeys.generate(1, "kid-1", Instant.EPOCH);

    private final MemoryStore database = new MemoryStore();

    /** @param keys the first seals */
    private SealedKeyStore sealedWith(int... keys) {
        List<SecretKey> secrets = IntStream.of(keys)
                .<SecretKey>mapToObj(value -> {
                    byte[] key = new byte[32];
                    Arrays.fill(key, (byte) value);
                    return new SecretKeySpec(key, "AES");
                })
                .toList();
        return new SealedKeyStore(database, new KeySeal(new SealOptions(secrets)));
    }

    private SigningKey stored() {
        return Answers.of(database.all()).get(0);
    }

    @Test
    void theDatabaseNeverSeesAPrivateKey() {
        Answers.of(sealedWith(OLD).add(KEY));

        assertThat(stored().privateJwk()).startsWith("a256gcm.").doesNotContain("\"d\"");
        assertThat(Answers.of(sealedWith(OLD).all())).containsExactly(KEY);
    }

    @Test
    void whatWasInTheClearIsSealedAtTheStart() {
        Answers.of(sealedWith().add(KEY));
        assertThat(stored()).isEqualTo(KEY);

        Answers.of(sealedWith(OLD).sealAll());

        assertThat(stored().privateJwk()).doesNotContain("\"d\"");
        assertThat(Answers.of(sealedWith(OLD).all())).containsExactly(KEY);
    }

    @Test
    void aKeyIsChangedInThreeSteps() {
        Answers.of(sealedWith(OLD).add(KEY));

        Answers.of(sealedWith(OLD, NEW).sealAll());
        assertThat(Answers.of(sealedWith(OLD).all())).containsExactly(KEY);
        Answers.of(sealedWith(NEW, OLD).sealAll());
        assertThat(Answers.of(sealedWith(OLD, NEW).all())).containsExactly(KEY);
        Answers.of(sealedWith(NEW).sealAll());

        assertThat(Answers.of(sealedWith(NEW).all())).containsExactly(KEY);
    }

    @Test
    void whatIsSealedWellIsLeftAlone() {
        Answers.of(sealedWith(OLD).add(KEY));
        SigningKey before = stored();

        Answers.of(sealedWith(OLD).sealAll());

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void withAnotherKeyOrNoneThereIsNoStartAndTheKeyIsNotTold() {
        Answers.of(sealedWith(OLD).add(KEY));

        for (SealedKeyStore other : List.of(sealedWith(NEW), sealedWith())) {
            assertThat(other.all().cause())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("PARLEY_AUTH_SEAL_KEYS")
                    .hasMessageNotContaining("a256gcm");
        }
    }

    @Test
    void aSealedKeyThatWasChangedOrGivenToAnotherIsNotOpened() {
        Answers.of(sealedWith(OLD).add(KEY));
        String sealed = stored().privateJwk();

        for (String forged : List.of(sealed.substring(0, 30), "a256gcm.", "a256gcm.***", flipped(sealed))) {
            Answers.of(database.replace(stored().withPrivateJwk(forged)));
            assertThat(sealedWith(OLD).all().cause()).as(forged).isInstanceOf(IllegalStateException.class);
        }
        Answers.of(database.remove(1));
        Answers.of(database.add(new SigningKey(2, "kid-2", sealed, Instant.EPOCH)));
        assertThat(sealedWith(OLD).all().cause()).isInstanceOf(IllegalStateException.class);
    }

    private static String flipped(String sealed) {
        int middle = sealed.length() / 2;
        return sealed.substring(0, middle) + (sealed.charAt(middle) == 'A' ? 'B' : 'A') + sealed.substring(middle + 1);
    }
}
