package dev.parley.gateway.session;

import dev.parley.gateway.stomp.HeartBeat;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * The heart-beats of one connection (STOMP 1.2, "Heart-beating"): ours are sent only when nothing else was; silence for
 * twice the agreed time ends the connection.
 */
final class HeartBeats {
    private static final Buffer EOL = Buffer.buffer("\n");

    private final Session session;
    private final Wheel wheel;
    private final Duration sending;
    private final Duration silence;
    private long lastRead = System.nanoTime();
    private Wheel.Entry send;
    private Wheel.Entry listen;

    HeartBeats(Session session, Wheel wheel, HeartBeat agreed) {
        this.session = session;
        this.wheel = wheel;
        // The wheel may be late by a tick or two: aim early, so that the peer never waits longer than agreed.
        this.sending = Duration.ofMillis(agreed.canSendMillis() * 4 / 5);
        this.silence = Duration.ofMillis(agreed.wantsMillis() * 2);
        this.send = wheel.after(sending, this::beat);
        this.listen = wheel.after(silence, this::check);
    }

    void onRead() {
        lastRead = System.nanoTime();
    }

    void stop() {
        send.cancel();
        listen.cancel();
    }

    private void beat() {
        if (sending.isZero()) {
            return;
        }
        Duration idle = session.outbox().sinceLastWrite();
        if (idle.compareTo(sending) < 0) {
            send = wheel.after(sending.minus(idle), this::beat);
            return;
        }
        session.outbox().send(EOL);
        send = wheel.after(sending, this::beat);
    }

    private void check() {
        if (silence.isZero()) {
            return;
        }
        Duration idle = Duration.ofNanos(System.nanoTime() - lastRead);
        if (idle.compareTo(silence) < 0) {
            listen = wheel.after(silence.minus(idle), this::check);
        } else {
            session.close(CloseReason.POLICY);
        }
    }
}
