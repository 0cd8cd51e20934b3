package dev.parley.chaos;

import java.time.Duration;
import java.util.List;

/**
 * One fault that a plan asks for.
 *
 * @param label the row of the table that it counts for
 * @param targets the processes that it happens to; of a partition, those on the one side
 * @param others of a partition, those on the other side; else empty
 * @param lasts from the fault to what ends it: the restart, SIGCONT, the heal, the freed disk
 */
record Fault(Action action, String label, List<String> targets, List<String> others, Duration lasts) {
    /** What can be done to a cluster. */
    enum Action {
        KILL,
        PAUSE,
        PARTITION,
        REPLACE,
        DATABASE_KILL,
        DATABASE_RESTART,
        DATABASE_PAUSE,
        DISK_FULL
    }

    Fault {
        targets = List.copyOf(targets);
        others = List.copyOf(others);
    }

    /** Whether it needs network namespaces and a mount of its own. */
    boolean needsIsolation() {
        return action == Action.PARTITION || action == Action.DISK_FULL;
    }

    /** For people: the row, who exactly, and how long. */
    @Override
    public String toString() {
        return label + ": " + String.join(" ", targets) + (others.isEmpty() ? "" : " | " + String.join(" ", others))
                + (lasts.isZero() ? "" : ", " + lasts.toMillis() / 1000.0 + " s");
    }
}
