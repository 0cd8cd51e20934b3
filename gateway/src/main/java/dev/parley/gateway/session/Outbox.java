package dev.parley.gateway.session;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * The way out of one connection, with an account of the bytes that the transport has not taken yet. Feeds write only
 * while there is room, so a slow reader costs its bound and no more; answers to the client's own frames always go, and
 * the session stops reading such a client until there is room again. One event loop.
 */
public final class Outbox {
    private final Connection connection;
    private final Wheel wheel;
    private final long limitBytes;
    private final Runnable onRoom;
    private long outstanding;
    private boolean full;
    private boolean ended;
    private Duration fullSince = Duration.ZERO;
    private Duration lastWritten;

    /** @param onRoom called when a full outbox has emptied to half */
    public Outbox(Connection connection, Wheel wheel, long limitBytes, Runnable onRoom) {
        this.connection = connection;
        this.wheel = wheel;
        this.lastWritten = wheel.now();
        this.limitBytes = limitBytes;
        this.onRoom = onRoom;
    }

    /** Whether a feed may write now; when it may not, {@code onRoom} will say so. */
    public boolean hasRoom() {
        return !full && !ended;
    }

    /** Writes nothing any more: nobody is there. */
    void end() {
        ended = true;
    }

    /** Writes a frame; its bytes count until the transport has taken them. */
    public void send(Buffer frame) {
        if (ended) {
            return;
        }
        int bytes = frame.length();
        lastWritten = wheel.now();
        outstanding += bytes;
        if (outstanding >= limitBytes && !full) {
            full = true;
            fullSince = lastWritten;
        }
        connection.write(frame).onComplete(taken -> taken(bytes));
    }

    /** How long the outbox has been full, zero when it is not. */
    public Duration fullFor() {
        return full ? wheel.now().minus(fullSince) : Duration.ZERO;
    }

    Duration sinceLastWrite() {
        return wheel.now().minus(lastWritten);
    }

    /** Bytes on their way. */
    public long outstanding() {
        return outstanding;
    }

    private void taken(int bytes) {
        outstanding -= bytes;
        if (full && outstanding <= limitBytes / 2) {
            full = false;
            onRoom.run();
        }
    }
}
