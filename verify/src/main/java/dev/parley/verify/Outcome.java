package dev.parley.verify;

import dev.parley.verify.judge.Verdict;
import dev.parley.verify.judge.Waits;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param millis how long it took; all times in the verdict count from its beginning
 * @param standstill the longest time, in milliseconds, that this program itself did nothing when it should have
 * @param troubles what went wrong for a while, and how often: no violations
 * @param notes what a reader of the report should know
 * @param unjudged what the run was to judge and could not, each as what it is and why
 */
public record Outcome(
        Instant began,
        long millis,
        Verdict verdict,
        Presence presence,
        Shut shut,
        long standstill,
        Map<String, Long> troubles,
        List<String> notes,
        List<String> unjudged) {
    /**
     * Of the visitor who comes and goes.
     *
     * @param unseen the times until all saw that it had come
     * @param ghosts the times until all saw that it had gone
     */
    public record Presence(int visits, Waits unseen, Waits ghosts) {}

    /**
     * Of those who are to be kept out.
     *
     * @param refusals how often a stranger was refused, as it should be
     * @param removals how often somebody was removed from a room
     */
    public record Shut(long refusals, int removals) {}

    /** Whether every promise was kept, and all were looked at. */
    public boolean holds() {
        return verdict.holds() && unjudged.isEmpty();
    }
}
