package dev.parley.auth.store;

import static dev.parley.auth.store.AccountStoreContract.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.SigningKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link KeyStore} does, on an empty one. */
public interface KeyStoreContract {
    KeyStore keys();

    @Test
    default void aKeyIsFoundAsItWasAdded() {
        Answers.of(keys().add(key(1, "first")));
        Answers.of(keys().add(key(2, "second")));

        assertThat(Answers.of(keys().all())).containsExactlyInAnyOrder(key(1, "first"), key(2, "second"));
    }

    @Test
    default void ofManyWhoAddAGenerationAtOnceTheFirstStays() {
        List<Future<Void>> additions = IntStream.range(0, 8)
                .mapToObj(i -> keys().add(key(1, "key-" + i)))
                .toList();
        Answers.of(Future.all(additions));

        List<SigningKey> stayed = Answers.of(keys().all());
        assertThat(stayed).hasSize(1);

        Answers.of(keys().add(key(1, "late")));
        assertThat(Answers.of(keys().all())).isEqualTo(stayed);
    }

    @Test
    default void aKeyIsKeptInAnotherForm() {
        Answers.of(keys().add(key(1, "first")));

        Answers.of(keys().replace(key(1, "first").withPrivateJwk("other")));
        Answers.of(keys().replace(key(2, "nobody's")));

        assertThat(Answers.of(keys().all())).containsExactly(key(1, "first").withPrivateJwk("other"));
    }

    @Test
    default void aRemovedKeyIsGone() {
        Answers.of(keys().add(key(1, "first")));

        Answers.of(keys().remove(1));
        Answers.of(keys().remove(1));

        assertThat(Answers.of(keys().all())).isEmpty();
    }

    private static SigningKey key(long generation, String id) {
        return new SigningKey(generation, id, "{\"kid\":\"" + id + "\"}", NOW);
    }
}
