package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits, for a bounded time, for what a Future comes to. */
public final class Answers {
    private static final int SECONDS = 30;

    private Answers() {}

    /** Its value; a failure fails the test. */
    public static <T> T of(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed with " + e.getCause(), e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }

    /** Its refusal, thrown or in the Future; anything else fails the test. */
    public static Refusal refusal(Supplier<Future<?>> asking) {
        Future<Object> asked =
                Future.succeededFuture().compose(go -> asking.get().map(answer -> (Object) answer));
        try {
            Object answer = asked.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("not refused, but " + answer);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(Refusal.class);
            return (Refusal) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer in time", e);
        }
    }
}
