package dev.parley.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for what comes true by itself, without a sleep of a guessed length. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    /** What should come to hold: fails with an {@link AssertionError} as long as it does not. */
    @FunctionalInterface
    public interface Condition {
        void check() throws Exception;
    }

    /**
     * Checks again and again until the condition holds.
     *
     * @throws AssertionError that of the last check, when the time is over or this thread is interrupted
     */
    public static void within(Duration limit, Condition condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            AssertionError failure = failureOf(condition);
            if (failure == null) {
                return;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("interrupted: " + failure.getMessage(), failure);
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new AssertionError(
                        "still so after " + limit.toMillis() + " ms: " + failure.getMessage(), failure);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static @Nullable AssertionError failureOf(Condition condition) {
        try {
            condition.check();
            return null;
        } catch (AssertionError e) {
            return e;
        } catch (Exception e) {
            return new AssertionError(e.toString(), e);
        }
    }
}
