package dev.parley.testkit.stomp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Frames that have arrived and that no expectation has taken yet, in their order. Any thread. */
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<StompFrame> frames = new ArrayList<>();
    private @Nullable String closed;

    void add(StompFrame frame) {
        change(() -> frames.add(frame));
    }

    void close(String why) {
        change(() -> closed = closed == null ? why : closed);
    }

    /** The first frame that the filter accepts, waited for; empty when the time is over or none can come any more. */
    Optional<StompFrame> take(Predicate<StompFrame> filter, Duration limit) {
        return await(limit, () -> {
            for (Iterator<StompFrame> all = frames.iterator(); all.hasNext(); ) {
                StompFrame frame = all.next();
                if (filter.test(frame)) {
                    all.remove();
                    return Optional.of(frame);
                }
            }
            return Optional.empty();
        });
    }

    /** Why the connection has ended, waited for; empty when it is still open. */
    Optional<String> awaitClosed(Duration limit) {
        return await(limit, () -> Optional.ofNullable(closed));
    }

    List<StompFrame> unread() {
        lock.lock();
        try {
            return List.copyOf(frames);
        } finally {
            lock.unlock();
        }
    }

    private <T> Optional<T> await(Duration limit, Attempt<T> attempt) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (true) {
                Optional<T> result = attempt.now();
                if (result.isPresent() || left <= 0 || closed != null) {
                    return result;
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private interface Attempt<T> {
        Optional<T> now();
    }
}
