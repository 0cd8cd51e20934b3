package dev.parley.gateway.session;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one timer of an event loop: a hashed wheel (Varghese and Lauck, 1987). Deadlines, heart-beats and expiries of all
 * connections of the loop hang on it, so ten thousand of them cost one timer. Late by up to {@link #TICK}, never early.
 * For its own event loop only.
 */
public final class Wheel {
    /** How fine it is. */
    public static final Duration TICK = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(Wheel.class);
    private static final int SLOTS = 512;

    private final List<List<Entry>> slots = new ArrayList<>(SLOTS);
    private long turned;
    private Duration now = Duration.ZERO;

    /** A wheel that turns when {@link #turn} is called. */
    public Wheel() {
        for (int slot = 0; slot < SLOTS; slot++) {
            slots.add(new ArrayList<>(0));
        }
    }

    /** A wheel that turns with the time, on the caller's event loop, for as long as that lives. */
    public static Wheel turning(Vertx vertx) {
        Wheel wheel = new Wheel();
        vertx.setPeriodic(TICK.toMillis(), fired -> wheel.turn());
        return wheel;
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

    /** How long it has turned: a clock that never goes back, as fine as {@link #TICK}. */
    public Duration now() {
        return now;
    }

    /** Runs the task once, after the delay. */
    public Entry after(Duration delay, Runnable task) {
        long ticks = Math.max(1, (delay.toMillis() + TICK.toMillis() - 1) / TICK.toMillis());
        Entry entry = new Entry(turned + ticks + 1, task);
        slots.get((int) (entry.due % SLOTS)).add(entry);
        return entry;
    }

    /** Goes on by one tick, and runs what is due. */
    public void turn() {
        turned++;
        now = now.plus(TICK); // once: those who note the time note the same object
        List<Entry> slot = slots.get((int) (turned % SLOTS));
        if (slot.isEmpty()) {
            return;
        }
        List<Entry> due = new ArrayList<>();
        slot.removeIf(entry -> entry.due <= turned && due.add(entry));
        due.forEach(Wheel::run);
    }

    /** One task's bug must not cost the others their turn. */
    private static void run(Entry entry) {
        try {
            entry.task.run();
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("a timed task failed");
        }
    }
}
