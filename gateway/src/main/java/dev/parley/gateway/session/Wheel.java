package dev.parley.gateway.session;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The one timer of an event loop: a hashed wheel (Varghese and Lauck, 1987). Deadlines, heart-beats and expiries of all
 * connections of the loop hang on it, so ten thousand of them cost one timer. Late by up to {@link #TICK}, never early.
 * For its own event loop only.
 */
public final class Wheel {
    /** How fine it is. */
    public static final Duration TICK = Duration.ofMillis(100);

    private static final int SLOTS = 512;

    private final List<List<Entry>> slots = new ArrayList<>(SLOTS);
    private final Vertx vertx;
    private final long timer;
    private long turned;

    /** Starts to turn on the caller's event loop. */
    public Wheel(Vertx vertx) {
        this.vertx = vertx;
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.add(new ArrayList<>(0));
        }
        this.timer = vertx.setPeriodic(TICK.toMillis(), fired -> turn());
    }

    /** Something that will happen unless it is cancelled. */
    public static final class Entry {
        private final long due;
        private Runnable task;

        private Entry(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        /** It will not happen. Lets go of what it would have touched. */
        public void cancel() {
            task = () -> {};
        }
    }

    /** Runs the task once, after the delay. */
    public Entry after(Duration delay, Runnable task) {
        long ticks = Math.max(1, (delay.toMillis() + TICK.toMillis() - 1) / TICK.toMillis());
        Entry entry = new Entry(turned + ticks + 1, task);
        slots.get((int) (entry.due % SLOTS)).add(entry);
        return entry;
    }

    /** Stops turning: nothing more happens. */
    public void stop() {
        vertx.cancelTimer(timer);
    }

    private void turn() {
        turned++;
        List<Entry> slot = slots.get((int) (turned % SLOTS));
        if (slot.isEmpty()) {
            return;
        }
        List<Entry> due = new ArrayList<>();
        slot.removeIf(entry -> entry.due <= turned && due.add(entry));
        due.forEach(entry -> entry.task.run());
    }
}
