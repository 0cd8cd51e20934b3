package dev.parley.platform.loop;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
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
    private final Queue<Piece<?>> waiting = new ArrayDeque<>();
    private boolean isBusy;
    private boolean isTurning;

    /** Something to do, since when it waits, and who waits for it. */
    private record Piece<T>(Supplier<Future<T>> work, long since, Promise<T> promise) {
        void refuse() {
            promise.fail(Refusal.unavailable("it waited too long here and was not done"));
        }

        /** What throws fails. */
        void begin(Runnable over) {
            Future.succeededFuture()
                    .compose(begun -> work.get())
                    .onComplete(done -> over.run())
                    .onComplete(promise);
        }
    }

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
        if (waiting.size() + (isBusy ? 1 : 0) >= most) {
            return Future.failedFuture(Refusal.unavailable("too much is waiting here"));
        }
        Piece<T> piece = new Piece<>(work, nanoTime.getAsLong(), Promise.promise());
        waiting.add(piece);
        turn();
        return piece.promise().future();
    }

    /** A loop, and not each piece after the one before: thousands of late ones would be too deep for the stack. */
    private void turn() {
        if (isTurning) {
            return;
        }
        isTurning = true;
        try {
            while (!isBusy && !waiting.isEmpty()) {
                Piece<?> piece = waiting.remove();
                if (isLate(piece)) {
                    piece.refuse();
                } else {
                    isBusy = true;
                    piece.begin(this::over);
                }
            }
        } finally {
            isTurning = false;
        }
    }

    private void over() {
        isBusy = false;
        turn();
    }

    private boolean isLate(Piece<?> piece) {
        return nanoTime.getAsLong() - piece.since() > patience.toNanos();
    }
}
