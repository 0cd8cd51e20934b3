package dev.parley.bench.load;

import java.util.HashSet;
import java.util.Set;

/** What one reader got of its room's log, by sequence: what never came, came twice, or came late. */
public final class Sequence {
    /** Holes that are remembered; what fills a hole beyond them counts as a duplicate, and the hole stays one. */
    private static final int MAX_HOLES = 10_000;

    private final Set<Long> holes = new HashSet<>(0);
    private long next;
    private long lost;
    private long duplicates;
    private long outOfOrder;

    /** An event came. The first one says where the reader begins. */
    public void on(long sequence) {
        if (sequence == next || next == 0) {
            next = sequence + 1;
        } else if (sequence > next) {
            lost += sequence - next;
            for (long hole = next; hole < sequence && holes.size() < MAX_HOLES; hole++) {
                holes.add(hole);
            }
            next = sequence + 1;
        } else if (holes.remove(sequence)) {
            lost--;
            outOfOrder++;
        } else {
            duplicates++;
        }
    }

    /** The newest event, 0 before the first. */
    public long last() {
        return Math.max(0, next - 1);
    }

    /** What is wrong with it, if the log goes as far as {@code head}. */
    public Faults faults(long head) {
        return new Faults(lost + Math.max(0, head - last()), duplicates, outOfOrder);
    }

    /** Events that one or more readers did not get, got twice, or got behind a later one. */
    public record Faults(long lost, long duplicates, long outOfOrder) {
        public static final Faults NONE = new Faults(0, 0, 0);

        public Faults plus(Faults other) {
            return new Faults(lost + other.lost, duplicates + other.duplicates, outOfOrder + other.outOfOrder);
        }

        /** All of them. */
        public long all() {
            return lost + duplicates + outOfOrder;
        }
    }
}
