package dev.parley.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A fault that was made.
 *
 * @param number from 1
 * @param from when it was made
 * @param ended when it was ended: restarted, healed, freed
 * @param recovered when all processes were ready, saw each other, and messages went through again, or when the wait for that
 *     was given up
 * @param members what it did to the lists of members
 * @param problems what should not have been: not recovered in time, processes that ended by themselves; empty where all is
 *     well
 */
record Injection(
        int number,
        Fault fault,
        Instant from,
        Instant ended,
        Instant recovered,
        Members members,
        List<String> problems) {
    /**
     * What the lists of members showed of a fault.
     *
     * @param out when all lists had got as short as {@link Fault#shrinks()} says, or, where it says nothing, when the first had
     *     got shorter; empty where that has not happened
     * @param whole since when every list has everybody again; empty where none got shorter, or one still lacks somebody
     */
    record Members(Optional<Instant> out, Optional<Instant> whole) {
        static final Members UNTOUCHED = new Members(Optional.empty(), Optional.empty());
    }

    Injection {
        problems = List.copyOf(problems);
    }

    /** From the end of the fault. */
    Duration recovery() {
        return Duration.between(ended, recovered);
    }

    /** From the fault until everybody had left the lists who could not be heard any more. */
    Optional<Duration> outAfter() {
        return members.out().map(out -> positive(from, out));
    }

    /** From the end of the fault until everybody was in every list. */
    Optional<Duration> wholeAfter() {
        return members.whole().map(whole -> positive(ended, whole));
    }

    private static Duration positive(Instant start, Instant end) {
        return end.isAfter(start) ? Duration.between(start, end) : Duration.ZERO;
    }

    /** How much of that time was between the fault and the recovery from it. */
    Duration overlap(Instant start, Instant end) {
        Instant later = start.isAfter(from) ? start : from;
        Instant sooner = end.isBefore(recovered) ? end : recovered;
        return later.isBefore(sooner) ? Duration.between(later, sooner) : Duration.ZERO;
    }
}
