package dev.parley.verify.judge;

import java.util.Set;
import java.util.TreeSet;

/** Judges whether those who watch a room see who is there. */
public final class PresenceJudge {
    private final Violations violations;

    PresenceJudge(Violations violations) {
        this.violations = violations;
    }

    /** Whom one who watches a room saw, when all was quiet. */
    public void names(Witness watcher, Set<String> present, Set<String> seen) {
        Set<String> missing = new TreeSet<>(present);
        missing.removeAll(seen);
        Set<String> ghosts = new TreeSet<>(seen);
        ghosts.removeAll(present);
        missing.forEach(person -> violated(watcher, person, "connected, and not present to " + watcher));
        ghosts.forEach(person -> violated(watcher, person, "gone, and still present to " + watcher));
    }

    /** How many one who watches a room was told of, without names, when all was quiet. */
    public void number(Witness watcher, int present, int told) {
        if (present != told) {
            violated(watcher, "", present + " people connected, and " + told + " present to " + watcher);
        }
    }

    /** One who watches a room was told nothing of it, however long it asked. */
    public void unknown(Witness watcher) {
        violated(watcher, "", "nobody told " + watcher + " who is present");
    }

    /** Somebody had come, and one who had a connection all the time did not see it for that long. */
    public void unseen(Witness watcher, String person, long millis) {
        violated(watcher, person, "connected for " + millis + " ms, and not present to " + watcher);
    }

    /** Somebody had gone, and one who had a connection all the time saw it for that long. */
    public void ghost(Witness watcher, String person, long millis) {
        violated(watcher, person, "gone for " + millis + " ms, and still present to " + watcher);
    }

    private void violated(Witness watcher, String person, String what) {
        violations.add(new Violation(Promise.I8, watcher.room(), 0, person, watcher.door(), what));
    }
}
