package dev.parley.gateway.session;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the connections of one event loop keep waiting together, in bytes: to leave, and to take effect. Half of the total
 * is for those who have something waiting already, and the less is left of it, the less each may have (after Choudhury
 * and Hahne, "Dynamic queue length thresholds", 1998). The other half is for the first thing of everybody else. Nobody
 * waits for another's bytes: a connection that has more than it may goes on when its own have gone.
 *
 * <p>As everybody may have one thing at a time, whatever its size, it may be more than the total: then {@link #relieve}
 * cuts off those who have been behind the longest. One event loop.
 */
public final class Backlog {
    private static final int SHARES = 16;

    private final long total;
    private final Set<Outbox> behind = new LinkedHashSet<>();
    private long waiting;

    /** @param total bytes for all connections of the loop */
    public Backlog(long total) {
        this.total = total;
    }

    /** One that is never in the way. */
    public static Backlog unbounded() {
        return new Backlog(Long.MAX_VALUE);
    }

    /** The most that one connection may keep waiting of what it has sent and not finished. */
    public long share() {
        return free() / SHARES;
    }

    /** What is left now of a bound that one outbox has. */
    long scaled(long bound) {
        return (long) Math.ceil(bound * (2.0 * free() / total));
    }

    private long free() {
        return Math.max(0, total / 2 - waiting);
    }

    /** Bytes that wait. */
    public long waiting() {
        return waiting;
    }

    /** What one connection keeps waiting of one kind. */
    public final class Holding {
        private long held;

        /** Says how much it is now. */
        public void set(long bytes) {
            waiting += bytes - held;
            held = bytes;
        }
    }

    /** An account of its own, empty. */
    public Holding holding() {
        return new Holding();
    }

    void add(long bytes) {
        waiting += bytes;
    }

    /** Whether any connection of the loop has a full outbox. */
    boolean isAnyoneBehind() {
        return !behind.isEmpty();
    }

    void fellBehind(Outbox outbox) {
        behind.add(outbox);
    }

    void caughtUp(Outbox outbox) {
        behind.remove(outbox);
    }

    /**
     * Cuts connections off until the rest keeps to the total, those first who have been behind the longest.
     *
     * @return how many
     */
    int relieve() {
        int cut = 0;
        if (waiting > total) {
            for (Outbox outbox : List.copyOf(behind)) {
                if (waiting <= total) {
                    break;
                }
                outbox.cut();
                cut++;
            }
        }
        return cut;
    }
}
