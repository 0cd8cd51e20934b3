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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final AtomicLong nanoTime = new AtomicLong();
    private final Turns turns = new Turns(3, Duration.ofSeconds(1), nanoTime::get);
    private final List<Promise<String>> begun = new ArrayList<>();

    private Future<String> next() {
        return next(turns);
    }

    private Future<String> next(Turns turns) {
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
    void howeverManyAreLateTheNextIsDone() {
        Turns many = new Turns(20_000, Duration.ofSeconds(1), nanoTime::get);
        next(many);
        List<Future<String>> late =
                IntStream.range(0, 10_000).mapToObj(i -> next(many)).toList();
        nanoTime.set(Duration.ofSeconds(1).toNanos() + 1);
        Future<String> fresh = next(many);

        begun.get(0).complete("one");

        assertThat(late).allMatch(Future::failed);
        assertThat(begun).hasSize(2);
        begun.get(1).complete("two");
        assertThat(fresh.result()).isEqualTo("two");
    }

    @Test
    void howeverManyAreDoneAtOnceAllAreDone() {
        Turns many = new Turns(20_000, Duration.ofSeconds(1), nanoTime::get);
        next(many);
        List<Future<Integer>> quick = IntStream.range(0, 10_000)
                .mapToObj(i -> many.next(() -> Future.succeededFuture(i)))
                .toList();

        begun.get(0).complete("one");

        assertThat(quick).allMatch(Future::succeeded);
    }

    @Test
    void aPieceThatThrowsFailsAndHoldsUpNobody() {
        Future<String> broken = turns.next(() -> {
            throw new IllegalStateException("broken");
        });
        Future<String> second = next();

        assertThat(broken.cause()).isInstanceOf(IllegalStateException.class);
        begun.get(0).complete("two");
        assertThat(second.result()).isEqualTo("two");
    }

    @Test
    void whoAsksAgainAtOnceWaitsBehindTheOthers() {
        Future<String> first = next();
        Future<String> second = next();
        List<Future<String>> again = new ArrayList<>();
        first.onComplete(done -> again.add(next()));

        begun.get(0).complete("one");
        begun.get(1).complete("two");

        assertThat(second.result()).isEqualTo("two");
        begun.get(2).complete("again");
        assertThat(again.get(0).result()).isEqualTo("again");
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
