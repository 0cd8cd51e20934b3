package dev.parley.bench.load;

import org.HdrHistogram.Histogram;

/** What a group of connections saw since the last reset. One event loop. */
final class Recorder {
    private static final int DIGITS = 3;
    private static final int NANOS_A_MICRO = 1000;

    private Histogram latency = new Histogram(DIGITS);
    private long count;

    void record(long sinceNanos) {
        count++;
        latency.recordValue(Math.max(0, (System.nanoTime() - sinceNanos) / NANOS_A_MICRO));
    }

    /** Forgets what was, and says what it was. */
    Seen reset() {
        Seen seen = new Seen(count, latency);
        latency = new Histogram(DIGITS);
        count = 0;
        return seen;
    }

    /** A number of events, and how long each took, in microseconds. */
    record Seen(long count, Histogram micros) {}
}
