package dev.parley.e2e.sim;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The simulated time, and the choice of what happens next: of all that could, one thing at random. Time goes on a little
 * with each step, and jumps to the next timer where nothing can happen before it.
 */
final class Schedule {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int STEP_MICROS = 1500;

    private final Random random;
    /** By name: their order must not depend on what differs from one JVM to the next, such as that of a Set. */
    private final SortedMap<String, Source> sources = new TreeMap<>();

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::due).thenComparingLong(Timer::number));
    private long nanos;
    private long numbers;
    private Loop current = new Loop("nowhere");

    /** Something that may have something to do. */
    interface Source {
        boolean isReady();

        /** Does one thing. */
        void step();
    }

    private record Timer(long due, long number, Loop loop, Runnable task) {}

    /** An event loop: runs its tasks one after the other, until it dies. */
    final class Loop implements Source {
        private final String name;
        private final List<Runnable> tasks = new ArrayList<>();
        private final Context context;
        private boolean dead;
        private long pausedUntil;

        private Loop(String name) {
            this.name = name;
            this.context = StandIn.of(ContextInternal.class)
                    .and("promise", given -> Promise.promise())
                    .on("runOnContext", given -> {
                        execute(() -> StandIn.<Void>handler(given[0]).handle(null));
                        return null;
                    });
        }

        Context context() {
            return context;
        }

        void execute(Runnable task) {
            if (!dead) {
                tasks.add(task);
            }
        }

        void die() {
            dead = true;
            tasks.clear();
        }

        boolean isDead() {
            return dead;
        }

        /** As SIGSTOP does: what is to be done waits. */
        void pause(Duration time) {
            pausedUntil = nanos + time.toNanos();
        }

        @Override
        public boolean isReady() {
            return !tasks.isEmpty() && nanos >= pausedUntil;
        }

        @Override
        public void step() {
            Runnable task = tasks.remove(0);
            current = this;
            task.run();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    Schedule(Random random) {
        this.random = random;
    }

    Loop loop(String name) {
        Loop loop = new Loop(name);
        add(name, loop);
        return loop;
    }

    /** @param name its own */
    void add(String name, Source source) {
        sources.put(name, source);
    }

    void remove(Source source) {
        sources.values().remove(source);
    }

    /** The loop whose task runs now. */
    Loop current() {
        return current;
    }

    long nanoTime() {
        return nanos;
    }

    InstantSource clock() {
        return () -> BEGIN.plusNanos(nanos);
    }

    /** Runs the task on the loop once the time has come, unless the loop is dead by then. */
    void after(Duration delay, Loop loop, Runnable task) {
        timers.add(new Timer(nanos + delay.toNanos(), numbers++, loop, task));
    }

    /** The same again and again, for as long as the loop lives. */
    void every(Duration period, Loop loop, Runnable task) {
        after(period, loop, () -> {
            task.run();
            every(period, loop, task);
        });
    }

    /** Lets that much time go by, with all that happens in it. */
    void run(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            step(end);
        }
    }

    /** Lets time go by until it is so, at most that long; says whether it is. */
    boolean runUntil(BooleanSupplier so, Duration atMost) {
        long end = nanos + atMost.toNanos();
        while (!so.getAsBoolean() && nanos < end) {
            step(end);
        }
        return so.getAsBoolean();
    }

    private void step(long end) {
        List<Source> ready = sources.values().stream().filter(Source::isReady).toList();
        if (ready.isEmpty()) {
            nanos = Math.max(
                    nanos,
                    Math.min(end, timers.isEmpty() ? end : timers.element().due()));
        } else {
            nanos += 1000L * random.nextInt(STEP_MICROS);
            ready.get(random.nextInt(ready.size())).step();
        }
        while (!timers.isEmpty() && timers.element().due() <= nanos) {
            Timer timer = timers.remove();
            timer.loop().execute(timer.task());
        }
    }
}
