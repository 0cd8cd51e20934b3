package dev.parley.verify.judge;

import java.util.List;
import java.util.Map;

/**
 * What a run has shown.
 *
 * @param violations the first of them
 * @param violationCount all of them
 * @param reading how long each reader waited for an event that somebody knew of
 * @param answering how long each author waited for the first answer to a message
 */
public record Verdict(
        List<Violation> violations,
        long violationCount,
        Counts counts,
        Map<Witness, Waits> reading,
        Map<Witness, Waits> answering) {
    /**
     * How much was done.
     *
     * @param said messages
     * @param answered messages that were acknowledged
     * @param repeated further acknowledgements of the same messages
     * @param delivered events, over all readers
     * @param stored events in the logs
     */
    public record Counts(long said, long answered, long repeated, long delivered, long stored) {}

    /** Whether every promise was kept. */
    public boolean holds() {
        return violationCount == 0;
    }
}
