package dev.parley.verify;

import dev.parley.verify.judge.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param millis how long it took; all times in the verdict count from its beginning
 * @param refusals how often a stranger was refused, as it should be
 * @param troubles what went wrong for a while, and how often: no violations
 * @param notes what could not be looked at
 */
public record Outcome(
        Instant began,
        long millis,
        Verdict verdict,
        Presence presence,
        long refusals,
        Map<String, Long> troubles,
        List<String> notes) {
    /**
     * Of the visitor who comes and goes.
     *
     * @param longestUnseen the longest time, in milliseconds, until all saw that it had come
     * @param longestGhost the longest time, in milliseconds, until all saw that it had gone
     */
    public record Presence(int visits, long longestUnseen, long longestGhost) {}
}
