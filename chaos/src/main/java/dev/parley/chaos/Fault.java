package dev.parley.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One fault that a plan asks for.
 *
 * @param label the row of the table that it counts for
 * @param targets the processes that it happens to; of a partition, those on the one side
 * @param others of a partition, those on the other side; else empty
 * @param lasts from the fault to what ends it: the restart, SIGCONT, the heal, the freed disk
 * @param noticed whether it lasts longer than that, until {@link #shrinks()} has come true
 */
record Fault(Action action, String label, List<String> targets, List<String> others, Duration lasts, boolean noticed) {
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

    /** One that lasts as long as it says. */
    Fault(Action action, String label, List<String> targets, List<String> others, Duration lasts) {
        this(action, label, targets, others, lasts, false);
    }

    /** The same, but as long as it takes until it was noticed. */
    Fault untilNoticed() {
        return new Fault(action, label, targets, others, lasts, true);
    }

    /** Whether it needs network namespaces and a mount of its own. */
    boolean needsIsolation() {
        return action == Action.PARTITION || action == Action.DISK_FULL;
    }

    /**
     * How long the lists of members get when a fault lasts long enough, by the process whose list it is. Empty where they need
     * not change, as when two kinds of processes do not hear each other and a third hears both.
     */
    Map<String, Integer> shrinks() {
        List<String> all = Service.all();
        List<String> here = all.stream().filter(targets::contains).toList();
        List<String> there = all.stream().filter(others::contains).toList();
        Map<String, Integer> lists = new TreeMap<>();
        if (action == Action.KILL || action == Action.PAUSE || action == Action.REPLACE) {
            all.forEach(process -> lists.put(process, all.size() - here.size()));
            here.forEach(lists::remove);
        } else if (action == Action.PARTITION && here.size() + there.size() == all.size()) {
            here.forEach(process -> lists.put(process, here.size()));
            there.forEach(process -> lists.put(process, there.size()));
        }
        return lists;
    }

    /** For people: the row, who exactly, and how long. */
    @Override
    public String toString() {
        return label + ": " + String.join(" ", targets) + (others.isEmpty() ? "" : " | " + String.join(" ", others))
                + (lasts.isZero() ? "" : ", " + lasts.toMillis() / 1000.0 + " s")
                + (noticed ? " and until noticed" : "");
    }
}
