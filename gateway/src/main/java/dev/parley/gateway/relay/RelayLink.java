package dev.parley.gateway.relay;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.session.HeartBeats;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.FrameDecoder;
import dev.parley.gateway.stomp.FrameEncoder;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One session's connection to the external broker, as a client of STOMP 1.2.
 *
 * <pre>
 *  CONNECTING ──CONNECTED──► UP ──ERROR, silence, close──► DOWN ──after a while──► CONNECTING
 *      └──failed, no answer in time──► DOWN                      (anything)──close──► CLOSED
 * </pre>
 *
 * While it is down, questions are refused {@code unavailable} and subscriptions wait; when it is up again they are made
 * anew. Its bounds are the session's own: one question at a time, and its subscriptions. One event loop.
 */
final class RelayLink implements FrameDecoder.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(RelayLink.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final int MOST_HELD = 1000;

    private enum State {
        CONNECTING,
        UP,
        DOWN,
        CLOSED
    }

    private final NetClient client;
    private final Wheel wheel;
    private final RelayOptions options;
    private final RelayMeters meters;
    private final Map<String, Promise<Void>> receipts = new HashMap<>();
    private final Map<String, RelaySubscription> subscriptions = new LinkedHashMap<>();
    private State state = State.DOWN;
    private Promise<Void> up = Promise.promise();
    private Duration retryAfter = FIRST_RETRY;
    private Wheel.Entry timer;
    private @Nullable Wire wire;
    private long ids;

    /** One TCP connection; the next one after a loss is another. */
    private final class Wire implements HeartBeats.Peer {
        private final NetSocket socket;
        private final FrameDecoder decoder = new FrameDecoder(FrameDecoder.Side.SERVER, options.limits());
        private HeartBeats beats = new HeartBeats(this, wheel, HeartBeat.NONE);
        private Duration lastWritten = wheel.now();
        private boolean paused;

        Wire(NetSocket socket) {
            this.socket = socket;
            socket.handler(this::onBytes);
            socket.exceptionHandler(broken -> onLost(this, broken.toString()));
            socket.closeHandler(closed -> onLost(this, "closed"));
        }

        private void onBytes(Buffer bytes) {
            if (this != wire) {
                return; // it was given up
            }
            beats.onRead();
            try {
                decoder.decode(bytes, RelayLink.this);
            } catch (FrameError error) {
                onLost(this, "the broker does not speak STOMP 1.2: " + error.getMessage());
            }
        }

        void agree(HeartBeat theirs) {
            beats = new HeartBeats(this, wheel, HeartBeat.agree(options.heartBeat(), theirs));
        }

        void send(Frame frame) {
            write(FrameEncoder.encode(frame, StompVersion.V1_2));
        }

        void pause(boolean wanted) {
            if (paused != wanted) {
                paused = wanted;
                if (wanted) {
                    socket.pause();
                } else {
                    socket.resume();
                }
            }
        }

        void close() {
            beats.stop();
            socket.close();
        }

        @Override
        public Duration sinceLastWrite() {
            return wheel.now().minus(lastWritten);
        }

        @Override
        public void write(Buffer bytes) {
            lastWritten = wheel.now();
            socket.write(bytes);
        }

        @Override
        public boolean isPaused() {
            return paused;
        }

        @Override
        public void onSilence() {
            onLost(this, "silent");
        }
    }

    RelayLink(NetClient client, Wheel wheel, RelayOptions options, RelayMeters meters) {
        this.client = client;
        this.wheel = wheel;
        this.options = options;
        this.meters = meters;
        this.timer = wheel.after(Duration.ZERO, () -> {});
        connect();
    }

    // --- what the session wants

    /**
     * Sends a frame with a receipt of our own.
     *
     * @return completes when the broker has taken it; {@code unavailable} when it is away or says nothing in time
     */
    Future<Void> ask(Frame frame) {
        return whenUp().compose(ready -> exchange(frame));
    }

    /** Subscribes, and again whenever the broker was lost. */
    Future<Subscription.Flow> subscribe(String destination, Subscriber subscriber) {
        RelaySubscription subscription = new RelaySubscription(this, nextId("s"), destination, subscriber);
        return whenUp().compose(ready -> {
                    subscriptions.put(subscription.id(), subscription);
                    return exchange(subscription.frame());
                })
                .onFailure(refused -> unsubscribe(subscription)) // the broker may have it all the same
                .map(subscription);
    }

    void unsubscribe(RelaySubscription subscription) {
        if (subscriptions.remove(subscription.id()) != null) {
            tell(RelayFrames.unsubscribe(subscription.id()));
            pauseOrResume();
        }
    }

    /** Sends a frame that nobody waits for; nothing where the broker is away. */
    void tell(Frame frame) {
        if (state == State.UP && wire != null) {
            wire.send(frame);
        }
    }

    /**
     * Reads the broker only while every subscription can take what comes; or while a receipt is behind what they cannot
     * take, within a bound.
     */
    void pauseOrResume() {
        if (wire != null) {
            int held = subscriptions.values().stream()
                    .mapToInt(RelaySubscription::held)
                    .sum();
            wire.pause(held > (receipts.isEmpty() ? 0 : MOST_HELD));
        }
    }

    String nextId(String kind) {
        return kind + ++ids;
    }

    /** The session has ended. */
    void close() {
        tell(RelayFrames.disconnect());
        boolean was = state == State.UP;
        state = State.CLOSED;
        letGo(was);
    }

    private Future<Void> whenUp() {
        return switch (state) {
            case UP -> Future.succeededFuture();
            case CONNECTING -> up.future();
            case DOWN, CLOSED -> Future.failedFuture(away());
        };
    }

    private Future<Void> exchange(Frame frame) {
        if (state != State.UP || wire == null) {
            return Future.failedFuture(away());
        }
        String receipt = nextId("r");
        Promise<Void> taken = Promise.promise();
        receipts.put(receipt, taken);
        Wheel.Entry late = wheel.after(
                options.timeout(),
                () -> taken.tryFail(
                        Refusal.unavailable("the broker said nothing in time; whether it was done is not known")));
        wire.send(RelayFrames.withReceipt(frame, receipt));
        pauseOrResume();
        return taken.future().onComplete(done -> {
            late.cancel();
            receipts.remove(receipt);
            pauseOrResume();
        });
    }

    private Refusal away() {
        return new Refusal(ErrorCode.UNAVAILABLE, "the broker of topics and queues is away", retryAfter);
    }

    // --- what the broker says

    @Override
    public boolean isOpen() {
        return state == State.CONNECTING || state == State.UP;
    }

    @Override
    public void onHeartBeat() {
        // onBytes has noted that the broker lives
    }

    @Override
    public void onFrame(Frame frame) {
        switch (frame.getCommand()) {
            case CONNECTED -> onConnected(frame);
            case RECEIPT -> answer(frame.getHeader(Header.RECEIPT_ID), null);
            case MESSAGE -> onMessage(frame);
            default -> onError(frame);
        }
    }

    private void onConnected(Frame frame) {
        if (state != State.CONNECTING || wire == null) {
            return;
        }
        timer.cancel();
        state = State.UP;
        meters.up();
        wire.agree(HeartBeat.parse(frame.getHeader(Header.HEART_BEAT)));
        subscriptions.values().forEach(subscription -> tell(subscription.frame()));
        up.complete();
    }

    private void onMessage(Frame frame) {
        RelaySubscription subscription = subscriptions.get(frame.getHeader(Header.SUBSCRIPTION));
        if (subscription != null) {
            subscription.onMessage(frame);
            pauseOrResume();
        }
    }

    /** The broker closes after an ERROR; what it complains of is refused, the rest is unknown. */
    private void onError(Frame frame) {
        answer(
                frame.getHeader(Header.RECEIPT_ID),
                new Refusal(ErrorCode.FORBIDDEN, "the broker of topics and queues refused it"));
        if (wire != null) {
            onLost(wire, "ERROR " + frame.getHeader(Header.MESSAGE));
        }
    }

    private void answer(@Nullable String receipt, @Nullable Refusal refusal) {
        Promise<Void> waiting = receipts.get(receipt);
        if (refusal == null) {
            retryAfter = FIRST_RETRY; // it serves us, and does not only let us in
        }
        if (waiting != null && refusal != null) {
            waiting.tryFail(refusal);
        } else if (waiting != null) {
            waiting.tryComplete();
        }
    }

    // --- coming and going

    private void connect() {
        state = State.CONNECTING;
        up = Promise.promise();
        timer = wheel.after(options.timeout(), () -> onDown("it did not answer in time"));
        Promise<Void> attempt = up;
        client.connect(options.port(), options.host()).onComplete(opened -> {
            if (state != State.CONNECTING || attempt != up) {
                if (opened.succeeded()) {
                    opened.result().close();
                }
            } else if (opened.succeeded()) {
                wire = new Wire(opened.result());
                wire.send(RelayFrames.connect(options));
            } else {
                onDown(opened.cause().toString());
            }
        });
    }

    private void onLost(Wire which, String why) {
        if (which == wire) {
            onDown(why);
        }
    }

    private void onDown(String why) {
        if (state == State.CLOSED || state == State.DOWN) {
            return;
        }
        boolean was = state == State.UP;
        LOG.atLevel(was ? Level.WARN : Level.DEBUG).addKeyValue("why", why).log("the external broker is away");
        state = State.DOWN;
        meters.lost();
        letGo(was);
        long millis = retryAfter.toMillis();
        timer = wheel.after(
                Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis)), this::connect);
        retryAfter = retryAfter.multipliedBy(2).compareTo(options.longestRetry()) < 0
                ? retryAfter.multipliedBy(2)
                : options.longestRetry();
    }

    private void letGo(boolean wasUp) {
        timer.cancel();
        if (wasUp) {
            meters.down();
        }
        if (wire != null) {
            Wire gone = wire;
            wire = null;
            gone.close();
        }
        Refusal refusal = Refusal.unavailable("the broker was lost; whether it was done is not known");
        up.tryFail(refusal);
        List.copyOf(receipts.values()).forEach(waiting -> waiting.tryFail(refusal));
        subscriptions.values().forEach(RelaySubscription::onLost);
    }
}
