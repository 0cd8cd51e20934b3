package dev.parley.chaos;

import java.util.Iterator;
import java.util.List;

/** Which faults a run makes: those that it was asked for, and that can be made here. */
final class Selection {
    private final ChaosOptions options;
    private final String only;
    private final boolean isolated;
    private final List<String> impossible;

    /**
     * Decides.
     *
     * @param isolated whether the run is to be inside an {@link Isolation}
     * @throws IllegalArgumentException with a sentence for people, where no kind of fault has such a name, or none that has
     *     can be made here
     */
    Selection(ChaosOptions options, boolean isolated) {
        this.options = options;
        this.only = options.only().orElse("");
        this.isolated = isolated;
        List<Fault> kinds = options.brief() ? Plan.brief() : Plan.kinds();
        List<Fault> asked =
                kinds.stream().filter(fault -> fault.label().contains(only)).toList();
        if (asked.isEmpty()) {
            throw new IllegalArgumentException(
                    "no fault has a name with \"" + only + "\" in it; there are: " + String.join("; ", labels(kinds)));
        }
        this.impossible =
                labels(asked.stream().filter(fault -> !isPossible(fault)).toList());
        if (asked.stream().noneMatch(this::isPossible)) {
            throw new IllegalArgumentException(
                    "no namespaces for this user on this machine, without which there is none of: "
                            + String.join("; ", impossible));
        }
    }

    /** The faults of the run, those that are not wanted among them. */
    Iterator<Fault> plan() {
        return options.brief() ? Plan.brief().iterator() : new Plan(options.seed());
    }

    boolean wants(Fault fault) {
        return fault.label().contains(only) && isPossible(fault);
    }

    /** The rows of the table that were asked for and that cannot be had here. */
    List<String> impossible() {
        return impossible;
    }

    private boolean isPossible(Fault fault) {
        return isolated || !fault.needsIsolation();
    }

    private static List<String> labels(List<Fault> faults) {
        return faults.stream().map(Fault::label).distinct().sorted().toList();
    }
}
