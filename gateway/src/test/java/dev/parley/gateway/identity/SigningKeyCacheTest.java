package dev.parley.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SigningKeyCacheTest {
    private static final IssuerKey FIRST = IssuerKey.es256("first");
    private static final IssuerKey NEXT = IssuerKey.es256("next");
    private static final Duration KEEP = Duration.ofHours(1);

    private final AtomicLong nanoTime = new AtomicLong(42);
    private final List<Promise<String>> fetches = new ArrayList<>();
    private final SigningKeyCache cache = new SigningKeyCache(
            () -> {
                Promise<String> fetch = Promise.promise();
                fetches.add(fetch);
                return fetch.future();
            },
            EnumSet.allOf(SignatureAlgorithm.class),
            KEEP,
            nanoTime::get);

    private static String set(IssuerKey... keys) {
        JsonArray jwks = new JsonArray();
        List.of(keys).forEach(key -> jwks.add(key.jwk()));
        return new JsonObject().put("keys", jwks).encode();
    }

    private void told(String jwks) {
        fetches.get(fetches.size() - 1).complete(jwks);
    }

    private void lost() {
        fetches.get(fetches.size() - 1).fail("connection refused");
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    private static boolean isUnavailable(Future<?> answer) {
        return answer.failed() && Refusal.of(answer.cause()).code() == ErrorCode.UNAVAILABLE;
    }

    @Test
    void allWhoWaitForKeysWaitForOneAnswer() {
        Future<VerificationKey> one = cache.key("first");
        Future<VerificationKey> other = cache.key("next");
        Future<VerificationKey> third = cache.key("first");
        assertThat(fetches).hasSize(1);
        assertThat(one.isComplete()).isFalse();

        told(set(FIRST));

        assertThat(one.result().id()).isEqualTo("first");
        assertThat(third.result()).isEqualTo(one.result());
        assertThat(other.succeeded()).isTrue();
        assertThat(other.result()).isNull();
    }

    @Test
    void aKnownKeyDoesNotWaitForAFetchThatHangs() {
        cache.key("first");
        told(set(FIRST));
        cache.refresh();

        assertThat(cache.key("first").succeeded()).isTrue();
        assertThat(cache.key("next").isComplete()).isFalse();
        assertThat(fetches).hasSize(2);
    }

    @Test
    void theScheduleTakesUpNewKeysAndDropsOldOnes() {
        cache.key("first");
        told(set(FIRST));

        cache.refresh();
        told(set(NEXT));

        assertThat(cache.key("next").result().id()).isEqualTo("next");
        assertThat(cache.key("first").result()).isNull();
    }

    @Test
    void whatIsNoKeySetChangesNothing() {
        cache.key("first");
        told(set(FIRST));

        for (String wrong : List.of("", "<html>", "[]", "{\"keys\":{}}", "{\"keys\":[1,null]}", set())) {
            assertThat(isUnavailable(refreshedWith(wrong))).as(wrong).isTrue();
            assertThat(cache.key("first").succeeded()).as(wrong).isTrue();
        }
    }

    private Future<KeySet> refreshedWith(String jwks) {
        Future<KeySet> refreshed = cache.refresh();
        told(jwks);
        return refreshed;
    }

    @Test
    void keysAreUsedWhileTheyCannotBeHadButNotForEver() {
        cache.key("first");
        told(set(FIRST));
        pass(KEEP.minusNanos(1));
        cache.refresh();
        lost();
        assertThat(cache.key("first").succeeded()).isTrue();

        pass(Duration.ofNanos(1));

        assertThat(isUnavailable(cache.key("first"))).isTrue();
        pass(SigningKeyCache.RETRY_PAUSE);
        Future<VerificationKey> again = cache.key("first");
        told(set(FIRST));
        assertThat(again.result().id()).isEqualTo("first");
    }

    @Test
    void whereThereAreNoKeysTheyAreAskedForOnceInAPause() {
        Future<VerificationKey> first = cache.key("first");
        lost();
        assertThat(isUnavailable(first)).isTrue();

        assertThat(isUnavailable(cache.key("first"))).isTrue();
        assertThat(fetches).hasSize(1);
        pass(SigningKeyCache.RETRY_PAUSE);

        assertThat(cache.key("first").isComplete()).isFalse();
        assertThat(fetches).hasSize(2);
    }

    @Test
    void moreThanAHundredKeysAreNotRead() {
        JsonArray jwks = new JsonArray();
        for (int i = 0; i <= 100; i++) {
            jwks.add(FIRST.jwk().put("kid", "k" + i));
        }
        cache.key("k0");
        told(new JsonObject().put("keys", jwks).encode());

        assertThat(cache.key("k99").result()).isNotNull();
        assertThat(cache.key("k100").result()).isNull();
    }
}
