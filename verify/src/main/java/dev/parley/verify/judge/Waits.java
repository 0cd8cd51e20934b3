package dev.parley.verify.judge;

import java.util.ArrayList;
import java.util.List;

/**
 * How long one client waited: the longest time, and each stretch that is worth telling, so that it can be laid beside
 * what was done to the system meanwhile. Times are milliseconds since the beginning of the run.
 */
public final class Waits {
    private static final long WORTH_TELLING_MILLIS = 1000;
    private static final int KEPT = 500;

    private final long worthTellingMillis;
    private final List<Wait> stretches = new ArrayList<>();
    private long longest;
    private long dropped;

    /**
     * A time without what could have been had.
     *
     * @param from the gateway where the client was before
     * @param at the gateway where it got it in the end
     */
    public record Wait(long start, long end, String from, String at) {}

    /** What is longer than a second is worth telling. */
    public Waits() {
        this(WORTH_TELLING_MILLIS);
    }

    public Waits(long worthTellingMillis) {
        this.worthTellingMillis = worthTellingMillis;
    }

    /** They come in the order of their ends. */
    public void add(Wait wait) {
        long length = wait.end() - wait.start();
        longest = Math.max(longest, length);
        if (length <= worthTellingMillis) {
            return;
        }
        if (!stretches.isEmpty() && stretches.get(stretches.size() - 1).end() >= wait.start()) {
            Wait before = stretches.remove(stretches.size() - 1);
            stretches.add(new Wait(Math.min(before.start(), wait.start()), wait.end(), before.from(), wait.at()));
        } else if (stretches.size() < KEPT) {
            stretches.add(wait);
        } else {
            dropped++;
        }
    }

    /** In milliseconds. */
    public long longest() {
        return longest;
    }

    /** Those that are worth telling, in order; waits that overlap are one. */
    public List<Wait> stretches() {
        return List.copyOf(stretches);
    }

    /** How many more there were than are kept. */
    public long dropped() {
        return dropped;
    }
}
