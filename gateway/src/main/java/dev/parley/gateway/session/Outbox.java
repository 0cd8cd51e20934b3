package dev.parley.gateway.session;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/**
 * The way out of one connection, with an account of the bytes that the transport has not taken yet. Feeds write only
 * while there is room, so a slow reader costs its bound and no more, and less where many are slow ({@link Backlog});
 * answers to the client's own frames always go, and the session stops reading such a client until there is room again.
 * One event loop.
 */
public final class Outbox implements Connection.Account {
    /**
     * What a write that waits costs beside its bytes: promises, the channel's entry for it, the buffer's head
     * (docs/performance.md, "Memory").
     */
    static final int WRITE_BYTES = 512;

    private final Connection connection;
    private final Wheel wheel;
    private final long limitBytes;
    private final Backlog backlog;
    private final Runnable onRoom;
    private long outstanding;
    private long charged;
    private boolean full;
    private boolean ended;
    private Duration fullSince = Duration.ZERO;
    private Duration lastWritten;

    /** @param onRoom called when a full outbox has emptied to half of what it may have */
    public Outbox(Connection connection, Wheel wheel, long limitBytes, Backlog backlog, Runnable onRoom) {
        this.connection = connection;
        this.wheel = wheel;
        this.lastWritten = wheel.now();
        this.limitBytes = limitBytes;
        this.backlog = backlog;
        this.onRoom = onRoom;
        connection.reportTo(this);
    }

    /** Whether a feed may write now; when it may not, {@code onRoom} will say so. */
    public boolean hasRoom() {
        return !full && !ended;
    }

    /** Writes nothing any more and gives back what was charged: nobody is there. */
    public void end() {
        ended = true;
        backlog.add(-charged);
        charged = 0;
        notFull();
    }

    /** Closes the connection at once, for the sake of the others. */
    void cut() {
        end();
        connection.abort();
    }

    /** Writes a frame; its bytes count until the transport has taken them. */
    public void send(Buffer frame) {
        if (!ended) {
            count(frame.length());
            connection.write(frame);
        }
    }

    /** The same for a frame that others get too. */
    public void send(SharedFrame frame) {
        if (!ended) {
            count(frame.length());
            connection.write(frame);
        }
    }

    private void count(int length) {
        int bytes = length * connection.expansion();
        lastWritten = wheel.now();
        outstanding += bytes;
        charge(bytes + WRITE_BYTES);
        if (!full && outstanding >= limit()) {
            full = true;
            fullSince = lastWritten;
            backlog.fellBehind(this);
        }
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

    /** With nothing on its way it is never full. */
    private long limit() {
        return Math.max(1, backlog.scaled(limitBytes));
    }

    private void charge(long bytes) {
        charged += bytes;
        backlog.add(bytes);
    }

    @Override
    public void taken(int writes, long bytes) {
        long counted = bytes * connection.expansion();
        outstanding -= counted;
        if (!ended) {
            charge(-counted - (long) writes * WRITE_BYTES);
            if (full && outstanding <= limit() / 2) {
                notFull();
                onRoom.run();
            }
        }
    }

    /** No flow is told of room: there is nobody to write to. */
    @Override
    public void broken() {
        end();
    }

    private void notFull() {
        full = false;
        backlog.caughtUp(this);
    }
}
