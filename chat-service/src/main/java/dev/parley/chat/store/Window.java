package dev.parley.chat.store;

import java.util.OptionalLong;

/**
 * A part of a log. With {@code after}, the events that follow it, oldest first; without, the newest ones (before
 * {@code before}, where it is given). Either way they are delivered in order of sequence.
 *
 * @param after only greater sequences
 * @param before only smaller sequences
 * @param limit how many at the most
 */
public record Window(OptionalLong after, OptionalLong before, int limit) {
    public Window {
        if (limit < 1) {
            throw new IllegalArgumentException("a window holds at least one event");
        }
    }

    /** The first events after a sequence. */
    public static Window after(long sequence, int limit) {
        return new Window(OptionalLong.of(sequence), OptionalLong.empty(), limit);
    }

    /** Whether it is read from its older end. */
    public boolean isForward() {
        return after.isPresent();
    }

    /** Greater than this. */
    public long lowerBound() {
        return after.orElse(0);
    }

    /** Smaller than this. */
    public long upperBound() {
        return before.orElse(Long.MAX_VALUE);
    }
}
