package dev.parley.bench.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Calls at a fixed rate, each time with the moment that was meant. A call that is late is made nevertheless, so that
 * what a server's pause costs shows in every latency that it touched (no coordinated omission). One event loop.
 */
final class Pace {
    private static final double NANOS = 1e9;

    private final EventLoop loop;
    private final LongConsumer action;
    private final double intervalNanos;
    private final long startNanos;
    private long calls;
    private boolean stopped;

    private Pace(EventLoop loop, double perSecond, LongConsumer action) {
        this.loop = loop;
        this.action = action;
        this.intervalNanos = NANOS / perSecond;
        this.startNanos = System.nanoTime();
    }

    /** Begins. Call on the loop. */
    static Pace start(EventLoop loop, double perSecond, LongConsumer action) {
        Pace pace = new Pace(loop, perSecond, action);
        pace.tick();
        return pace;
    }

    /** Calls no more. */
    void stop() {
        stopped = true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the loop outlives its tasks
    private void tick() {
        long now = System.nanoTime();
        while (!stopped && due() - now <= 0) {
            long meant = due();
            calls++;
            action.accept(meant);
        }
        if (!stopped) {
            loop.schedule(this::tick, due() - now, TimeUnit.NANOSECONDS);
        }
    }

    private long due() {
        return startNanos + (long) (calls * intervalNanos);
    }
}
