package dev.parley.verify.judge;

import java.util.HashSet;
import java.util.Set;

/** What is known of a room's log, from whoever knew it first. */
final class Room {
    final Longs bodies = new Longs();

    /** When anybody first knew that an event is there, one added so that 0 is nobody. */
    private final Longs knownAt = new Longs();

    final Absences absences = new Absences();
    final Set<String> storedIds = new HashSet<>();
    String epoch = "";
    long stored;

    /** Somebody knows of that event now; the value is since when somebody has. */
    long known(long sequence, long now) {
        long since = knownAt.get(sequence);
        if (since == 0) {
            knownAt.put(sequence, now + 1);
            return now;
        }
        return since - 1;
    }
}
