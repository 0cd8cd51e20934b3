package dev.parley.e2e.sim;

import java.util.EnumMap;
import java.util.Map;

/** How often what happened in a run. */
final class Tally {
    private final Map<Happening, Integer> counts = new EnumMap<>(Happening.class);

    void add(Happening what) {
        counts.merge(what, 1, Integer::sum);
    }

    void addAll(Tally other) {
        other.counts.forEach((what, times) -> counts.merge(what, times, Integer::sum));
    }

    /** What happened at least once, and how often. */
    Map<Happening, Integer> counts() {
        return counts;
    }
}
