package dev.parley.verify.door;

import dev.parley.testkit.stomp.FrameReader;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** STOMP 1.2 over whatever link: with heart-beats, and with refusals as messages that do not end the connection. */
final class StompSession implements RoomSession {
    private static final String ROOMS = "/chat/room/";
    private static final String PRESENCE = "/presence";
    private static final String LOG_ID = "log-";
    private static final String PRESENCE_ID = "presence-";
    private static final String ERRORS_ID = "errors";
    private static final int BEAT_SECONDS = 5;
    private static final long LEAST_PATIENCE_MILLIS = 5000;

    private final Vertx vertx;
    private final Names names;
    private final Listener listener;
    private final Promise<RoomSession> connected = Promise.promise();
    private final FrameReader reader = new FrameReader(this::onFrame);
    private @Nullable Link link;
    private @Nullable Silence silence;
    private boolean closed;

    /** The two prefixes of destinations. */
    record Names(String publish, String subscribe) {}

    StompSession(Vertx vertx, Names names, Listener listener) {
        this.vertx = vertx;
        this.names = names;
        this.listener = listener;
    }

    /** Where the link brings what comes. */
    Link.Ear ear() {
        return new Link.Ear(this::onBytes, this::end);
    }

    /** Connects over a link that is open. */
    Future<RoomSession> connect(Link opened, String token) {
        link = opened;
        if (closed) {
            opened.close();
            return connected.future();
        }
        send(StompFrame.of(
                "CONNECT",
                "accept-version",
                "1.2",
                "host",
                "parley",
                "heart-beat",
                BEAT_SECONDS * 1000 + "," + BEAT_SECONDS * 1000,
                "passcode",
                token));
        return connected.future();
    }

    private void onBytes(Buffer bytes) {
        if (closed) {
            return;
        }
        if (silence != null) {
            silence.isBroken();
        }
        try {
            reader.read(bytes.getBytes());
        } catch (IllegalStateException | NumberFormatException | DecodeException e) {
            end(new IOException("not what docs/protocol.md says: " + e.getMessage(), e));
        }
    }

    private void onFrame(StompFrame frame) {
        if (closed) {
            return;
        }
        switch (frame.command()) {
            case "CONNECTED" -> onConnected(frame);
            case "MESSAGE" -> onMessage(frame);
            case "RECEIPT" -> onReceipt(frame);
            case "ERROR" -> end(refusal(frame));
            default -> throw new IllegalStateException("a server does not send " + frame.command());
        }
    }

    private void onConnected(StompFrame frame) {
        String theirs = frame.header("heart-beat").orElse("0,0").replaceAll(",.*", "");
        long interval =
                theirs.equals("0") ? Long.MAX_VALUE / 4 : Math.max(BEAT_SECONDS * 1000L, Long.parseLong(theirs));
        Runnable tooLong = () -> end(new IOException("nothing came, not even a heart-beat"));
        silence = new Silence(
                vertx, interval + interval / 2 + LEAST_PATIENCE_MILLIS, BEAT_SECONDS, () -> write("\n"), tooLong);
        send(StompFrame.of("SUBSCRIBE", "id", ERRORS_ID, "destination", "/user/queue/errors"));
        connected.tryComplete(this);
    }

    private void onMessage(StompFrame frame) {
        String subscription = frame.header("subscription").orElse("");
        if (subscription.startsWith(LOG_ID)) {
            onEvent(subscription.substring(LOG_ID.length()), frame);
        } else if (subscription.startsWith(PRESENCE_ID)) {
            listener.onPresence(subscription.substring(PRESENCE_ID.length()), frame.json());
        } else if (subscription.equals(ERRORS_ID)) {
            frame.header("receipt-id").ifPresent(id -> listener.onRefused(id, refusal(frame)));
        }
    }

    private void onEvent(String room, StompFrame frame) {
        if (frame.header("event").equals(Optional.of("SYNC"))) {
            boolean recovered = frame.header("recovered").equals(Optional.of("true"));
            listener.onSync(room, recovered, frame.header("reason").orElse(""));
        } else {
            listener.onEvent(room, number(frame, "seq"), frame.header("epoch").orElse(""), frame.body());
        }
    }

    private void onReceipt(StompFrame frame) {
        String id = frame.header("receipt-id").orElse("");
        if (frame.header("duplicate").isPresent()) {
            boolean duplicate = frame.header("duplicate").equals(Optional.of("true"));
            listener.onPosted(id, number(frame, "seq"), frame.header("epoch").orElse(""), duplicate);
        }
    }

    private static long number(StompFrame frame, String name) {
        return frame.header(name).map(Long::parseLong).orElse(0L);
    }

    private static Refused refusal(StompFrame frame) {
        return new Refused(
                frame.header("code").orElse("error"), frame.header("message").orElse(""), number(frame, "retry-after"));
    }

    @Override
    public void read(String room, long after, @Nullable String epoch) {
        String id = LOG_ID + room;
        String destination = names.subscribe() + ROOMS + room;
        if (after < 0) {
            send(StompFrame.of("SUBSCRIBE", "id", id, "destination", destination, "receipt", room));
        } else if (epoch == null) {
            send(StompFrame.of(
                    "SUBSCRIBE", "id", id, "destination", destination, "receipt", room, "resume-seq", after + ""));
        } else {
            send(StompFrame.of(
                    "SUBSCRIBE",
                    "id",
                    id,
                    "destination",
                    destination,
                    "receipt",
                    room,
                    "resume-seq",
                    after + "",
                    "resume-epoch",
                    epoch));
        }
    }

    @Override
    public void watch(String room) {
        String destination = names.subscribe() + ROOMS + room + PRESENCE;
        send(StompFrame.of("SUBSCRIBE", "id", PRESENCE_ID + room, "destination", destination, "receipt", room));
    }

    @Override
    public void post(String room, String id, String text) {
        send(StompFrame.of(
                        "SEND",
                        "destination",
                        names.publish() + ROOMS + room,
                        "content-type",
                        "text/plain",
                        "receipt",
                        id,
                        "client-message-id",
                        id)
                .withBody(text));
    }

    @Override
    public void close() {
        if (!closed) {
            send(StompFrame.of("DISCONNECT"));
            cut();
        }
    }

    @Override
    public void cut() {
        closed = true;
        if (silence != null) {
            silence.end();
        }
        if (link != null) {
            link.close();
        }
    }

    private void send(StompFrame frame) {
        if (link != null && !closed) {
            link.send(Buffer.buffer(frame.encode()));
        }
    }

    private void write(String text) {
        if (link != null && !closed) {
            link.send(Buffer.buffer(text));
        }
    }

    private void end(Throwable why) {
        if (!closed) {
            cut();
            if (!connected.tryFail(why)) {
                listener.onClosed(why);
            }
        }
    }
}
