package dev.parley.verify.judge;

import java.util.ArrayList;
import java.util.List;

/** The first violations in full, the others as a number: a broken system breaks its promises often. */
final class Violations {
    private static final int KEPT = 200;

    private final List<Violation> kept = new ArrayList<>();
    private long count;

    void add(Violation violation) {
        count++;
        if (kept.size() < KEPT) {
            kept.add(violation);
        }
    }

    void addAll(Violations others) {
        others.kept.forEach(this::add);
        count += others.count - others.kept.size();
    }

    List<Violation> kept() {
        return List.copyOf(kept);
    }

    long count() {
        return count;
    }
}
