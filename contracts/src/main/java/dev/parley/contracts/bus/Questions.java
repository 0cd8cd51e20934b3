package dev.parley.contracts.bus;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Questions that have no answer yet and may be sent again. They are when owners change, because what was sent to a process
 * that has gone is lost without a word; in quiet times nobody is asked twice, however slow. There are as many as are
 * unanswered, which their deadlines bound. Any thread.
 */
final class Questions {
    private final Vertx vertx;
    private final BusTimes times;
    private final LongSupplier nanoTime;

    /** By number, so that they are gone through in an order that chance has no part in. */
    private final Map<Long, Question<?>> open = new ConcurrentHashMap<>();

    private final AtomicLong numbers = new AtomicLong();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long unsettledUntil;

    Questions(Vertx vertx, BusTimes times, LongSupplier nanoTime) {
        this.vertx = vertx;
        this.times = times;
        this.nanoTime = nanoTime;
    }

    private final class Question<R> {
        private final Supplier<Future<R>> ask;
        private final Context context = vertx.getOrCreateContext();
        private final Promise<R> answer = Promise.promise();
        private final long number = numbers.getAndIncrement();
        private long pause = times.repeat().toNanos();
        private long due = nanoTime.getAsLong() + pause;

        Question(Supplier<Future<R>> ask) {
            this.ask = ask;
        }

        void send() {
            ask.get().onComplete(this::answered);
        }

        private void answered(AsyncResult<R> result) {
            open.remove(number);
            if (result.succeeded()) {
                answer.tryComplete(result.result());
            } else {
                answer.tryFail(result.cause());
            }
        }

        /** Each pause is longer than the one before: who is only slow is not drowned. */
        void repeatIfDue(long now) {
            if (now - due >= 0) {
                pause += pause / 2;
                due = now + pause;
                context.runOnContext(ignored -> {
                    if (open.containsKey(number)) {
                        send();
                    }
                });
            }
        }
    }

    /** @param ask asks once; fails by itself when the time for all of it is over. The first answer of any counts. */
    <R> Future<R> ask(Supplier<Future<R>> ask) {
        Question<R> question = new Question<>(ask);
        open.put(question.number, question);
        question.send();
        return question.answer.future();
    }

    /** For a while, whatever has no answer is sent again. */
    void unsettle() {
        unsettledUntil = nanoTime.getAsLong() + times.unsettled().toNanos();
        if (looking.compareAndSet(false, true)) {
            look();
        }
    }

    private void look() {
        long now = nanoTime.getAsLong();
        open.values().forEach(question -> question.repeatIfDue(now));
        if (now - unsettledUntil < 0) {
            vertx.setTimer(times.repeat().toMillis(), fired -> look());
            return;
        }
        looking.set(false);
        boolean unsettledSince = nanoTime.getAsLong() - unsettledUntil < 0;
        if (unsettledSince && looking.compareAndSet(false, true)) {
            look();
        }
    }

    int unanswered() {
        return open.size();
    }
}
