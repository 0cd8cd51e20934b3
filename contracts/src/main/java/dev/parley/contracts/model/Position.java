package dev.parley.contracts.model;

/** A place in a room's log: the sequence of an event, or 0 before the first, within one incarnation of the log. */
public record Position(Epoch epoch, long sequence) {
    public Position {
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence is never negative: " + sequence);
        }
    }
}
