package dev.parley.e2e.conformance;

import static dev.parley.e2e.conformance.Frames.frame;
import static dev.parley.e2e.conformance.Frames.send;
import static dev.parley.e2e.conformance.Frames.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.e2e.conformance.Arrival.Closed;
import dev.parley.e2e.conformance.Arrival.Fault;
import dev.parley.e2e.conformance.Arrival.Received;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection. What is sent goes out as it is; what comes is expected in its order, and anything else in between fails
 * the test. One thread.
 */
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final AtomicInteger RECEIPTS = new AtomicInteger();

    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final Semaphore heartBeats = new Semaphore(0);
    private final Wire wire;

    /** Connects at that door; sends nothing. */
    Client(Door door, Gateway gateway) {
        this(receiver -> door.open(gateway, receiver));
    }

    /** Takes whatever wire is opened. */
    Client(Function<Wire.Receiver, Wire> opening) {
        FrameParser parser = new FrameParser(arrivals::add, heartBeats::release);
        this.wire = opening.apply(new Wire.Receiver() {
            @Override
            public void onBytes(byte[] bytes) {
                try {
                    parser.parse(bytes);
                } catch (AssertionError | NumberFormatException e) {
                    arrivals.add(new Fault(String.valueOf(e.getMessage())));
                }
            }

            @Override
            public void onClosed(String why) {
                arrivals.add(new Closed(why));
            }
        });
    }

    /** Sends all of it in one piece. */
    void write(String... frames) {
        wire.send(String.join("", frames).getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes in one piece. */
    void write(byte[] bytes) {
        wire.send(bytes);
    }

    /** The next frame, whatever it is. */
    Received next() {
        Arrival arrival = poll(PATIENCE);
        if (arrival instanceof Received frame) {
            return frame;
        }
        throw new AssertionError(
                arrival == null
                        ? "nothing came within " + PATIENCE.toSeconds() + " s"
                        : "instead of a frame: " + arrival);
    }

    /** The next frame, which has that command. */
    Received next(String command) {
        Received frame = next();
        assertThat(frame.command()).as("the command of %s", frame).isEqualTo(command);
        return frame;
    }

    /** The next frame, a MESSAGE with that body. */
    Received nextMessage(String body) {
        Received message = next("MESSAGE");
        assertThat(message.text()).as("the body of %s", message).isEqualTo(body);
        return message;
    }

    /** The next frame, the RECEIPT for that receipt. */
    Received nextReceipt(String receipt) {
        Received frame = next("RECEIPT");
        assertThat(frame.headers("receipt-id"))
                .as("the receipt-id of %s", frame)
                .containsExactly(receipt);
        return frame;
    }

    /** The next frame, if it comes soon; for those who do not know which of several clients gets one. */
    Optional<Received> nextIfThere() {
        Arrival arrival = poll(GLANCE);
        assertThat(arrival).isNotInstanceOfAny(Closed.class, Fault.class);
        return Optional.ofNullable((Received) arrival);
    }

    /** The commands of the frames that come before the end, which comes within that time. */
    List<String> endsWithin(Duration time) {
        List<String> commands = new ArrayList<>();
        Arrival arrival = poll(time);
        while (arrival instanceof Received frame) {
            commands.add(frame.command());
            arrival = poll(PATIENCE);
        }
        assertThat(arrival).as("the end of the connection").isInstanceOf(Closed.class);
        return commands;
    }

    /** The next frames in whatever order. */
    List<Received> next(int count) {
        List<Received> frames = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            frames.add(next());
        }
        return Collections.unmodifiableList(frames);
    }

    /** The next frame is an ERROR with that code, and the last one. */
    Received refusedAs(String code) {
        Received error = refused();
        assertThat(error.headers("code")).as("the code of %s", error).containsExactly(code);
        return error;
    }

    /** The next frame is an ERROR, and the last one. */
    Received refused() {
        Received error = next("ERROR");
        closed();
        return error;
    }

    /** The server closes, and sends nothing before. */
    void closed() {
        Arrival arrival = poll(PATIENCE);
        assertThat(arrival).as("the end of the connection").isInstanceOf(Closed.class);
    }

    /** Nothing comes within that time: no frame, no heart-beat, no end. */
    void silentFor(Duration time) {
        assertThat(poll(time)).as("nothing at all").isNull();
        assertThat(heartBeats.availablePermits()).as("heart-beats").isZero();
    }

    /** That many ends of lines come between frames. */
    void nextHeartBeats(int count) throws InterruptedException {
        assertThat(heartBeats.tryAcquire(count, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("%s heart-beats; frames: %s", count, arrivals)
                .isTrue();
    }

    /** The connection is there and nothing is left over: the next frame answers this. */
    void isAlive() {
        String receipt = "alive-" + RECEIPTS.incrementAndGet();
        write(subscribe(receipt, "/user/queue/notifications", "receipt:" + receipt));
        nextReceipt(receipt);
        write(frame("UNSUBSCRIBE", "id:" + receipt));
    }

    /** Sends a message and waits until it is receipted. */
    void publish(String destination, String body, String... moreLines) {
        String receipt = "sent-" + RECEIPTS.incrementAndGet();
        List<String> lines = new ArrayList<>(List.of(moreLines));
        lines.add("receipt:" + receipt);
        write(send(destination, body, lines.toArray(String[]::new)));
        nextReceipt(receipt);
    }

    /** Says goodbye and waits until it is told back. */
    void disconnect() {
        write(frame("DISCONNECT", "receipt:bye"));
        nextReceipt("bye");
        closed();
    }

    /** Cuts the connection without DISCONNECT. */
    @Override
    public void close() {
        wire.cut();
    }

    private @Nullable Arrival poll(Duration time) {
        try {
            Arrival arrival = arrivals.poll(time.toMillis(), TimeUnit.MILLISECONDS);
            if (arrival instanceof Closed) {
                arrivals.add(arrival); // it stays closed
            }
            return arrival;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
