package dev.parley.e2e;

import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who does, on one connection and in a thread of its own, what needs each of the services behind a gateway: says
 * something in a room that is new now and then, reads it from the history, asks who is there, and hears what it says in
 * the room that it is in all the time. From the first round that fails on, there is none. Ask from any thread.
 */
final class Stayer implements AutoCloseable {
    private static final long PAUSE_MILLIS = 500;

    private final String name;
    private final String home;
    private final Line line;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> rounds;
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger rooms = new AtomicInteger();
    private volatile @Nullable Throwable failure;

    /** @param name unique: rooms and messages are named after it */
    Stayer(String name, Line line) {
        this.name = name;
        this.home = name + "-home";
        this.line = line;
        line.listen(home);
        rounds = thread.scheduleWithFixedDelay(this::round, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many rounds are done. */
    int rounds() {
        return done.get();
    }

    /** From its next round on it is in a room that no process knows yet. */
    void changeRoom() {
        rooms.incrementAndGet();
    }

    /** What ended its rounds: the end of the connection, or what it was answered. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Whether its connection has ended. */
    boolean isCutOff() {
        return line.isClosed();
    }

    private void round() {
        if (failure().isPresent()) {
            return;
        }
        try {
            String id = name + "-" + done;
            String room = name + "-" + rooms;
            line.read(room, line.say(room, id), id);
            line.lookWhoIsThere(room);
            line.say(home, id + "-home");
            line.hear(id + "-home");
            done.incrementAndGet();
        } catch (AssertionError | RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        rounds.cancel(true);
        thread.shutdownNow();
        line.close();
    }

    @Override
    public String toString() {
        return name + " after " + done + " rounds";
    }
}
