package dev.parley.platform.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final Turns turns = new Turns(3, Duration.ofSeconds(1), nanoTime::get);
    private final List<Promise<String>> begun = new ArrayList<>();

    private Future<String> next() {
        return turns.next(() -> {
            Promise<String> piece = Promise.promise();
            begun.add(piece);
            return piece.future();
        });
    }

    @Test
    void aPieceBeginsWhenTheOneBeforeIsDone() {
        Future<String> first = next();
        Future<String> second = next();
        assertThat(begun).hasSize(1);

        begun.get(0).complete("one");

        assertThat(first.result()).isEqualTo("one");
        assertThat(begun).hasSize(2);
        begun.get(1).complete("two");
        assertThat(second.result()).isEqualTo("two");
    }

    @Test
    void aPieceThatFailsHoldsUpNobody() {
        Future<String> first = next();
        Future<String> second = next();

        begun.get(0).fail("broken");
        begun.get(1).complete("two");

        assertThat(first.failed()).isTrue();
        assertThat(second.result()).isEqualTo("two");
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotDone() {
        next();
        Future<String> late = next();
        nanoTime.set(Duration.ofSeconds(1).toNanos() + 1);
        Future<String> fresh = next();

        begun.get(0).complete("one");

        assertThat(Refusal.of(late.cause()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(begun).hasSize(2);
        begun.get(1).complete("three");
        assertThat(fresh.result()).isEqualTo("three");
    }

    @Test
    void tooManyAreRefusedAndThereIsRoomAgainWhenSomeAreDone() {
        next();
        next();
        next();

        assertThat(Refusal.of(next().cause()).code()).isEqualTo(ErrorCode.UNAVAILABLE);

        begun.get(0).complete("one");
        assertThat(next().failed()).isFalse();
    }
}
