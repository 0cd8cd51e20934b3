package dev.parley.platform.loop;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Work that is done one piece after the other, so that other work of the same event loop, and of the database behind it,
 * finds its place between the pieces. One event loop.
 */
public final class Turns {
    private final int most;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private Future<?> last = Future.succeededFuture();
    private int waiting;

    /**
     * @param most pieces that may wait or be in progress
     * @param patience how long a piece may wait for its turn: nobody waits for it any more then
     */
    public Turns(int most, Duration patience) {
        this(most, patience, System::nanoTime);
    }

    Turns(int most, Duration patience, LongSupplier nanoTime) {
        this.most = most;
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /**
     * Does it when what came before is done, whatever became of that; refuses with {@code unavailable} where too much
     * waits, or this has waited too long.
     */
    public <T> Future<T> next(Supplier<Future<T>> work) {
        if (waiting >= most) {
            return Future.failedFuture(Refusal.unavailable("too much is waiting here"));
        }
        waiting++;
        long since = nanoTime.getAsLong();
        Future<T> mine =
                last.<T>transform(before -> isLate(since) ? late() : work.get()).onComplete(done -> waiting--);
        last = mine;
        return mine;
    }

    private boolean isLate(long since) {
        return nanoTime.getAsLong() - since > patience.toNanos();
    }

    private static <T> Future<T> late() {
        return Future.failedFuture(Refusal.unavailable("it waited too long here and was not done"));
    }
}
