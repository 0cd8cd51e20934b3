package dev.parley.verify.judge;

/**
 * A promise that was not kept.
 *
 * @param sequence 0 where it is not about one event
 * @param person the username, empty where it is nobody's
 * @param door where it was seen
 * @param what one sentence
 */
public record Violation(Promise promise, String room, long sequence, String person, String door, String what) {
    @Override
    public String toString() {
        return promise + " (" + promise.sentence() + "): " + what + " [room " + room
                + (sequence == 0 ? "" : ", seq " + sequence)
                + (person.isEmpty() ? "" : ", person " + person) + ", door " + door + "]";
    }
}
