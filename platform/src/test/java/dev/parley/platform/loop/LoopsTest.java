package dev.parley.platform.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();

    /** How it ended, and whether that was on the event loop that waited. */
    private record Ended(boolean succeeded, Throwable failure, boolean onTheLoop) {}

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void whatTakesTooLongFailsOnTheLoopThatWaits() throws Exception {
        Ended ended = waitedFor(work -> Loops.within(MOMENT, work), Promise.promise());

        assertThat(ended.failure()).isInstanceOf(TimeoutException.class);
        assertThat(ended.onTheLoop()).isTrue();
    }

    @Test
    void whatAnotherThreadCompletesComesOnTheLoopThatWaits() throws Exception {
        Promise<String> work = Promise.promise();
        Vertx other = Vertx.vertx();
        other.runOnContext(there -> other.setTimer(50, later -> work.complete("done")));

        Ended ended = waitedFor(given -> Loops.within(LONG, given), work);

        get(other.close());
        assertThat(ended.succeeded()).isTrue();
        assertThat(ended.onTheLoop()).isTrue();
    }

    /** Why it is there: should this fail one day, it is not needed any more. */
    @Test
    void theTimeoutOfAFutureWithoutAContextFiresSomewhereElse() throws Exception {
        Ended ended = waitedFor(work -> work.timeout(1, TimeUnit.MILLISECONDS), Promise.promise());

        assertThat(ended.onTheLoop()).isFalse();
    }

    private Ended waitedFor(Function<Future<String>, Future<String>> wait, Promise<String> work) throws Exception {
        Promise<Ended> ended = Promise.promise();
        loop.runOnContext(here -> wait.apply(work.future())
                .onComplete(result ->
                        ended.complete(new Ended(result.succeeded(), result.cause(), Vertx.currentContext() == loop))));
        return get(ended.future());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
