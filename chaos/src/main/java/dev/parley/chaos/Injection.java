package dev.parley.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A fault that was made.
 *
 * @param number from 1
 * @param from when it was made
 * @param ended when it was ended: restarted, healed, freed
 * @param recovered when all processes were ready and messages went through again, or when the wait for that was given up
 * @param problems what should not have been: not recovered in time, processes that ended by themselves; empty where all is
 *     well
 */
record Injection(int number, Fault fault, Instant from, Instant ended, Instant recovered, List<String> problems) {
    Injection {
        problems = List.copyOf(problems);
    }

    /** From the end of the fault. */
    Duration recovery() {
        return Duration.between(ended, recovered);
    }

    /** How much of that time was between the fault and the recovery from it. */
    Duration overlap(Instant start, Instant end) {
        Instant later = start.isAfter(from) ? start : from;
        Instant sooner = end.isBefore(recovered) ? end : recovered;
        return later.isBefore(sooner) ? Duration.between(later, sooner) : Duration.ZERO;
    }
}
