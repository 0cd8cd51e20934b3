package dev.parley.bench.load;

import java.util.ArrayList;
import java.util.List;

/** A room of the load: who reads it, who publishes into it. One event loop. */
final class Room {
    private final String id;
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Reader> readers = new ArrayList<>();
    private long published;
    private long delivered;
    private boolean saturating;

    Room(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    void add(Reader reader) {
        readers.add(reader);
    }

    void add(Publisher publisher) {
        publishers.add(publisher);
    }

    /** Publishes a message that is to leave at this moment. */
    void publish(long meantNanos) {
        publishers.get((int) (published % publishers.size())).publish(meantNanos);
        published++;
    }

    /** Publishes so many at once, and one more whenever one has reached as many readers as there are. */
    void saturate(int window) {
        saturating = true;
        for (int i = 0; i < window; i++) {
            publish(System.nanoTime());
        }
    }

    void stop() {
        saturating = false;
    }

    /** A reader got a message of the load. */
    void onDelivered() {
        delivered++;
        if (saturating && delivered % readers.size() == 0) {
            publish(System.nanoTime());
        }
    }

    /** Whether every reader has all that was published. */
    boolean isDrained() {
        return delivered >= published * readers.size();
    }

    /** What its readers did not get as they should. */
    Sequence.Faults faults() {
        long head = readers.stream().mapToLong(Reader::last).max().orElse(0);
        return readers.stream()
                .map(reader -> reader.faults(head, published))
                .reduce(Sequence.Faults.NONE, Sequence.Faults::plus);
    }
}
