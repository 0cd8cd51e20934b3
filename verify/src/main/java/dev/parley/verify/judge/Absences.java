package dev.parley.verify.judge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When who was no member of one room, and what came to them nevertheless. That is judged when the log has been read: a
 * call that adds somebody and has no answer may be carried out minutes later, and then what comes is right.
 */
final class Absences {
    private final Map<String, Absence> current = new HashMap<>();
    private final List<Absence> suspicious = new ArrayList<>();
    private final Map<String, List<Long>> invitations = new HashMap<>();

    /** From behind one sequence on, until it is over. */
    private static final class Absence {
        private final String userId;
        private final long upTo;
        private final Violations seen = new Violations();
        private long before = Long.MAX_VALUE;
        private boolean over;

        Absence(String userId, long upTo) {
            this.userId = userId;
            this.upTo = upTo;
        }
    }

    /** That person may get nothing behind that sequence; 0 for nothing at all. */
    void begin(String person, String userId, long upTo) {
        current.put(person, new Absence(userId, upTo));
    }

    /** Somebody is about to add that person: nothing that comes from now on is held against anybody. */
    void end(String person) {
        Absence absence = current.get(person);
        if (absence != null) {
            absence.over = true;
        }
    }

    /** The log ended there when nobody had begun to add that person. */
    void endedAt(String person, long head) {
        Absence absence = current.get(person);
        if (absence != null && absence.before == Long.MAX_VALUE) {
            absence.before = head;
        }
    }

    boolean forbids(String person, long sequence) {
        Absence absence = current.get(person);
        return absence != null && !absence.over && sequence > absence.upTo;
    }

    /** What that person got, although it was forbidden. */
    void suspect(String person, Violation violation) {
        Absence absence = current.get(person);
        if (absence != null) {
            if (absence.seen.count() == 0) {
                suspicious.add(absence);
            }
            absence.seen.add(violation);
        }
    }

    /** The log says that somebody was made a member. */
    void invited(String userId, long sequence) {
        invitations.computeIfAbsent(userId, first -> new ArrayList<>()).add(sequence);
    }

    /** What nobody can be excused for: in that time the log invites nobody. */
    List<Violations> unexcused() {
        return suspicious.stream()
                .filter(absence -> invitations.getOrDefault(absence.userId, List.of()).stream()
                        .noneMatch(sequence -> sequence > absence.upTo && sequence <= absence.before))
                .map(absence -> absence.seen)
                .toList();
    }
}
