package dev.parley.gateway.session;

import dev.parley.gateway.stomp.HeartBeat;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The heart-beats of one connection (STOMP 1.2, "Heart-beating"): ours are sent only when nothing else was; silence is
 * twice the agreed time without a byte. A peer that is not read just now, because it does not read, is not silent: it is
 * slow, and there is another rule for that. One event loop.
 */
public final class HeartBeats {
    private static final Buffer EOL = Buffer.buffer("\n");

    private final Peer peer;
    private final Wheel wheel;
    private final Duration sending;
    private final Duration silence;
    private Duration lastRead;
    private Wheel.@Nullable Entry send;
    private Wheel.@Nullable Entry listen;

    /** The connection that they keep alive. */
    public interface Peer {
        /** How long ago something was written. */
        Duration sinceLastWrite();

        /** Writes a beat. */
        void write(Buffer beat);

        /** Whether the peer is not read for now, so that its silence says nothing. */
        boolean isPaused();

        /** Nothing was heard for too long. */
        void onSilence();
    }

    /** Begins to beat, as it was agreed. */
    public HeartBeats(Peer peer, Wheel wheel, HeartBeat agreed) {
        this.peer = peer;
        this.wheel = wheel;
        this.lastRead = wheel.now();
        // The wheel may be late by a tick or two: aim early, so that the peer never waits longer than agreed.
        this.sending = Duration.ofMillis(agreed.canSendMillis() * 4 / 5);
        this.silence = Duration.ofMillis(agreed.wantsMillis() * 2);
        this.send = sending.isZero() ? null : wheel.after(sending, this::beat);
        this.listen = silence.isZero() ? null : wheel.after(silence, this::check);
    }

    /** Something came from the peer. */
    public void onRead() {
        lastRead = wheel.now();
    }

    /** Beats no more. */
    public void stop() {
        cancel(send);
        cancel(listen);
    }

    /** There is none for what was not agreed. */
    private static void cancel(Wheel.@Nullable Entry entry) {
        if (entry != null) {
            entry.cancel();
        }
    }

    private void beat() {
        Duration idle = peer.sinceLastWrite();
        if (idle.compareTo(sending) < 0) {
            send = wheel.after(sending.minus(idle), this::beat);
            return;
        }
        peer.write(EOL);
        send = wheel.after(sending, this::beat);
    }

    private void check() {
        if (peer.isPaused()) {
            lastRead = wheel.now();
        }
        Duration idle = wheel.now().minus(lastRead);
        if (idle.compareTo(silence) < 0) {
            listen = wheel.after(silence.minus(idle), this::check);
        } else {
            peer.onSilence();
        }
    }
}
