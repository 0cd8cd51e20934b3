package dev.parley.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.Password;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Argon2HasherTest {
    private static final Password PASSWORD = new Password("correct horse");

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger computed = new AtomicInteger();
    private final AtomicInteger computedOnAnEventLoop = new AtomicInteger();
    private final Argon2Hasher hasher = new Argon2Hasher(vertx, new HashOptions(1, 2), () -> {
        computed.incrementAndGet();
        if (Context.isOnEventLoopThread()) {
            computedOnAnEventLoop.incrementAndGet();
        }
    });

    @AfterEach
    void close() {
        Answers.of(hasher.close());
        Answers.of(vertx.close());
    }

    @Test
    void eachHashHasItsOwnSalt() {
        String first = Answers.of(hasher.hash(PASSWORD));
        String second = Answers.of(hasher.hash(PASSWORD));

        assertThat(first).isNotEqualTo(second);
        assertThat(Answers.of(hasher.matches(PASSWORD, Optional.of(first)))).isTrue();
        assertThat(Answers.of(hasher.matches(new Password("wrong horse"), Optional.of(second))))
                .isFalse();
    }

    @Test
    void withoutAHashNothingMatchesAfterTheSameWork() {
        String hash = Answers.of(hasher.hash(PASSWORD));
        int before = computed.get();
        assertThat(Answers.of(hasher.matches(PASSWORD, Optional.of(hash)))).isTrue();
        int work = computed.get() - before;

        assertThat(Answers.of(hasher.matches(PASSWORD, Optional.empty()))).isFalse();

        assertThat(work).isEqualTo(1);
        assertThat(computed.get() - before).isEqualTo(2 * work);
    }

    @Test
    void nothingIsComputedOnAnEventLoop() {
        Promise<Boolean> asked = Promise.promise();

        vertx.runOnContext(onAnEventLoop -> hasher.hash(PASSWORD)
                .compose(hash -> hasher.matches(PASSWORD, Optional.of(hash)))
                .onComplete(asked));

        assertThat(Answers.of(asked.future())).isTrue();
        assertThat(computed).hasPositiveValue();
        assertThat(computedOnAnEventLoop).hasValue(0);
    }

    @Test
    void aHashOfOtherParametersIsOutdatedAndStillMatches() {
        Argon2Hasher cheaper = new Argon2Hasher(vertx, new HashOptions(1, 2, new HashOptions.Cost(8192, 1)), () -> {});
        String old = Answers.of(cheaper.hash(PASSWORD));

        assertThat(hasher.isOutdated(old)).isTrue();
        assertThat(Answers.of(hasher.matches(PASSWORD, Optional.of(old)))).isTrue();
        assertThat(hasher.isOutdated(Answers.of(hasher.hash(PASSWORD)))).isFalse();
        Answers.of(cheaper.close());
    }

    @Test
    void newHashesCostWhatOwaspAdvises() {
        assertThat(Answers.of(hasher.hash(PASSWORD))).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void beyondTheQueueIsRefusedWithATimeToComeBack() {
        List<Future<String>> many =
                IntStream.range(0, 4).mapToObj(i -> hasher.hash(PASSWORD)).toList();

        Refusal refusal = Answers.refusal(() -> many.get(3));

        assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(refusal.retryAfter()).isPresent();
        many.subList(0, 3).forEach(accepted -> assertThat(Answers.of(accepted)).isNotEmpty());
        assertThat(hasher.pending()).isZero();
    }
}
