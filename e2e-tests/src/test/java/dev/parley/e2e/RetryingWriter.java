package dev.parley.e2e;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Somebody who says one thing after the other until told to stop, and each of them again, with the same client message
 * id, until it has a RECEIPT: over as many connections as that takes. It runs in a thread of its own; ask from any.
 */
final class RetryingWriter implements Runnable {
    /** What may be on its way at once: enough that a kill finds some of it in every state. */
    private static final int WINDOW = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BEFORE_THE_NEXT_CONNECTION = Duration.ofMillis(100);

    private final Supplier<Gateway> gateway;
    private final String door;
    private final String token;
    private final String room;
    private final String name;
    private final Duration pause;
    private final Set<String> pending = new LinkedHashSet<>();
    private final Map<String, StompFrame> receipts = new ConcurrentHashMap<>();
    private final Queue<StompFrame> refusals = new ConcurrentLinkedQueue<>();
    private volatile boolean stopping;
    private int said;

    RetryingWriter(Gateway gateway, String door, String token, String room, String name) {
        this(() -> gateway, door, token, room, name, Duration.ZERO);
    }

    /**
     * @param gateway asked before each connection, as a load balancer is
     * @param pause before it takes the next answer, so that no rate is exceeded
     */
    RetryingWriter(Supplier<Gateway> gateway, String door, String token, String room, String name, Duration pause) {
        this.pause = pause;
        this.gateway = gateway;
        this.door = door;
        this.token = token;
        this.room = room;
        this.name = name;
    }

    /** The RECEIPTs so far, by client message id. */
    Map<String, StompFrame> receipts() {
        return receipts;
    }

    /** The ERRORs so far. */
    List<StompFrame> refusals() {
        return List.copyOf(refusals);
    }

    /** Says nothing new; {@link #run} ends when all that was said has a RECEIPT. */
    void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        while (!isDone() && !Thread.currentThread().isInterrupted()) {
            try (StompClient client = gateway.get().open(door, List.of())) {
                client.connect("passcode", token);
                List.copyOf(pending).forEach(id -> say(client, id));
                talk(client);
            } catch (RuntimeException | AssertionError broken) {
                // The process was killed: what has no RECEIPT is not known, and said again.
            }
            LockSupport.parkNanos(BEFORE_THE_NEXT_CONNECTION.toNanos());
        }
    }

    @Override
    public String toString() {
        return "a writer at " + door + ", " + receipts.size() + " receipts";
    }

    private boolean isDone() {
        return stopping && pending.isEmpty();
    }

    private void talk(StompClient client) {
        while (!isDone()) {
            while (!stopping && pending.size() < WINDOW) {
                String id = name + "-" + said++;
                pending.add(id);
                say(client, id);
            }
            Optional<StompFrame> answer = client.poll(frame -> true, PATIENCE);
            if (answer.isEmpty()) {
                return;
            }
            take(answer.get());
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private void take(StompFrame answer) {
        if (answer.command().equals("RECEIPT")) {
            String id = answer.header("receipt-id").orElseThrow();
            pending.remove(id);
            receipts.put(id, answer);
        } else {
            refusals.add(answer);
        }
    }

    private void say(StompClient client, String id) {
        client.send(StompFrame.of(
                        "SEND", "destination", "/publish/chat/room/" + room, "receipt", id, "client-message-id", id)
                .withBody("this is " + id));
    }
}
