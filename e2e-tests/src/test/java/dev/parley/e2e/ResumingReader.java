package dev.parley.e2e;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Somebody who reads a room from its first event on, over as many connections as that takes, each going on behind the
 * last event that the one before has read. It runs in a thread of its own; ask from any.
 */
final class ResumingReader implements Runnable {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration BEFORE_THE_NEXT_CONNECTION = Duration.ofMillis(100);

    private final Supplier<Gateway> gateway;
    private final String door;
    private final String token;
    private final String room;
    private final List<StompFrame> events = new CopyOnWriteArrayList<>();
    private final List<StompFrame> unrecovered = new CopyOnWriteArrayList<>();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger kills = new AtomicInteger();
    private volatile long end = Long.MAX_VALUE;
    private volatile long last;
    private volatile String doing = "nothing";
    private String epoch = "";

    ResumingReader(Gateway gateway, String door, String token, String room) {
        this(() -> gateway, door, token, room);
    }

    /** @param gateway asked before each connection, as a load balancer is */
    ResumingReader(Supplier<Gateway> gateway, String door, String token, String room) {
        this.gateway = gateway;
        this.door = door;
        this.token = token;
        this.room = room;
    }

    /** What it has read, in the order it came. */
    List<StompFrame> events() {
        return events;
    }

    /** The SYNCs that said that it could not go on where it was. */
    List<StompFrame> unrecovered() {
        return unrecovered;
    }

    /** How often it has subscribed. */
    int subscriptions() {
        return subscriptions.get();
    }

    /** The process was killed: no connection of before is one. Java's WebSocket client does not always notice. */
    void onKilled() {
        kills.incrementAndGet();
    }

    /** {@link #run} ends with the event of this sequence. */
    void stopAt(long sequence) {
        end = sequence;
    }

    @Override
    public void run() {
        while (last < end && !Thread.currentThread().isInterrupted()) {
            int before = kills.get();
            doing = "connecting";
            try (StompClient client = gateway.get().open(door, List.of())) {
                client.connect("passcode", token);
                subscribe(client);
                read(client, before);
            } catch (RuntimeException | AssertionError broken) {
                doing = "broken: " + broken; // the process was killed
            }
            LockSupport.parkNanos(BEFORE_THE_NEXT_CONNECTION.toNanos());
        }
    }

    @Override
    public String toString() {
        return "a reader at " + door + ", at " + last + " of " + end + ", " + subscriptions + " subscriptions, "
                + doing;
    }

    private void subscribe(StompClient client) {
        StompFrame subscribe = epoch.isEmpty()
                ? StompFrame.of("SUBSCRIBE", "id", "r", "destination", destination(), "resume-seq", "0")
                : StompFrame.of(
                        "SUBSCRIBE",
                        "id",
                        "r",
                        "destination",
                        destination(),
                        "resume-seq",
                        Long.toString(last),
                        "resume-epoch",
                        epoch);
        client.send(subscribe);
        subscriptions.incrementAndGet();
    }

    private String destination() {
        return "/subscribe/chat/room/" + room;
    }

    private void read(StompClient client, int before) {
        while (last < end && kills.get() == before) {
            Optional<StompFrame> frame = client.poll(next -> true, QUIET);
            if (frame.isPresent()) {
                take(frame.get());
            } else if (client.isClosed()) {
                return;
            }
            doing = "reading";
        }
    }

    private void take(StompFrame frame) {
        if (!frame.command().equals("MESSAGE")) {
            return;
        }
        epoch = frame.header("epoch").orElseThrow();
        if (!frame.header("event").equals(Optional.of("SYNC"))) {
            events.add(frame);
            last = frame.number("seq");
        } else if (!frame.header("recovered").equals(Optional.of("true"))) {
            unrecovered.add(frame);
        }
    }
}
