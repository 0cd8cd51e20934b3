package dev.parley.e2e.abuse;

import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Two people who talk while the abuse goes on: one says something at a door, with a receipt, and the other hears it at
 * another. From the first round trip that fails on, there is none.
 */
final class Bystanders implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 100;
    private static final String ROOM = "bystanders";

    private final StompClient speaker;
    private final StompClient listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> talk;
    private final AtomicLong roundTrips = new AtomicLong();
    private final AtomicLong slowestMillis = new AtomicLong();
    private volatile @Nullable Throwable failure;

    Bystanders(Gateway gateway) {
        speaker = gateway.open("tcp", List.of());
        listener = gateway.open("ws", List.of("v12.stomp"));
        speaker.connect();
        listener.connect();
        listener.send(StompFrame.of(
                "SUBSCRIBE", "id", "ears", "destination", "/subscribe/chat/room/" + ROOM, "receipt", "listening"));
        listener.expectReceipt("listening");
        talk = thread.scheduleWithFixedDelay(this::roundTrip, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How many round trips there were. */
    long roundTrips() {
        return roundTrips.get();
    }

    /** The longest of them since this was asked last, in milliseconds: a figure to report. */
    long slowestMillis() {
        return slowestMillis.getAndSet(0);
    }

    /** What ended their talk. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void roundTrip() {
        if (failure().isPresent()) {
            return;
        }
        try {
            long begun = System.nanoTime();
            String id = "b" + roundTrips.get();
            speaker.send(StompFrame.of(
                            "SEND",
                            "destination",
                            "/publish/chat/room/" + ROOM,
                            "content-type",
                            "text/plain",
                            "receipt",
                            id,
                            "client-message-id",
                            id)
                    .withBody("still there?"));
            speaker.expect("RECEIPT " + id, frame -> isReceipt(frame, id), PATIENCE);
            listener.expect("MESSAGE " + id, frame -> isMessage(frame, id), PATIENCE);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            slowestMillis.accumulateAndGet(millis, Math::max);
            roundTrips.incrementAndGet();
        } catch (AssertionError | RuntimeException e) {
            failure = e;
        }
    }

    private static boolean isReceipt(StompFrame frame, String id) {
        return frame.command().equals("RECEIPT")
                && frame.header("receipt-id").filter(id::equals).isPresent();
    }

    private static boolean isMessage(StompFrame frame, String id) {
        return frame.command().equals("MESSAGE")
                && frame.header("client-message-id").filter(id::equals).isPresent();
    }

    @Override
    public void close() {
        talk.cancel(true);
        thread.shutdownNow();
        speaker.close();
        listener.close();
    }
}
