package dev.parley.gateway.session;

import dev.parley.gateway.stomp.HeartBeat;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * The heart-beats of one connection (STOMP 1.2, "Heart-beating"): ours are sent only when nothing else was; silence for
 * twice the agreed time ends the connection. A client that is not read just now, because it does not read, is not silent:
 * it is slow, and there is another rule for that.
 */
final class HeartBeats {
    private static final Buffer EOL = Buffer.buffer("\n");

    private final Session session;
    private final Wheel wheel;
    private final Duration sending;
    private final Duration silence;
    private Duration lastRead;
    private Wheel.Entry send;
    private Wheel.Entry listen;

    HeartBeats(Session session, Wheel wheel, HeartBeat agreed) {
        this.session = session;
        this.wheel = wheel;
        this.lastRead = wheel.now();
        // The wheel may be late by a tick or two: aim early, so that the peer never waits longer than agreed.
        this.sending = Duration.ofMillis(agreed.canSendMillis() * 4 / 5);
        this.silence = Duration.ofMillis(agreed.wantsMillis() * 2);
        this.send = wheel.after(sending, this::beat);
        this.listen = wheel.after(silence, this::check);
    }

    void onRead() {
        lastRead = wheel.now();
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
        if (session.isPaused()) {
            lastRead = wheel.now();
        }
        Duration idle = wheel.now().minus(lastRead);
        if (idle.compareTo(silence) < 0) {
            listen = wheel.after(silence.minus(idle), this::check);
        } else {
            session.close(CloseReason.POLICY);
        }
    }
}
