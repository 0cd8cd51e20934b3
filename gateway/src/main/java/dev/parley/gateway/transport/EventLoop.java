package dev.parley.gateway.transport;

import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;

/**
 * The event loop of Vert.x that a door is on, for handlers of its own in the pipelines of its channels: what they do runs
 * on the door's context, and what they write in one turn of the loop leaves at its end, each connection's in one call of
 * the kernel, which is what a delivery costs (docs/performance.md).
 */
public final class EventLoop {
    private final ContextInternal context;
    private List<ChannelConnection> written = new ArrayList<>();
    private List<ChannelConnection> leaving = new ArrayList<>();

    private EventLoop(ContextInternal context) {
        this.context = context;
    }

    /** The caller's. */
    public static EventLoop current(Vertx vertx) {
        return new EventLoop((ContextInternal) vertx.getOrCreateContext());
    }

    /** Does something for a channel of this loop, on its thread. */
    void run(Runnable task) {
        context.emit(task, Runnable::run);
    }

    /**
     * Flushes a connection at the end of this turn; to be called once in each.
     *
     * @throws IllegalStateException on another thread: both lists belong to this one, and one that is changed beside it
     *     may never be flushed again, nor any connection of the loop
     */
    void flushLater(ChannelConnection connection) {
        if (!context.inThread()) {
            throw new IllegalStateException("a connection is written to beside its event loop");
        }
        if (written.isEmpty()) {
            context.runOnContext(ignored -> flush());
        }
        written.add(connection);
    }

    /** What they write meanwhile leaves in the next turn. A bug that one meets must not cost the others theirs. */
    private void flush() {
        List<ChannelConnection> now = written;
        written = leaving;
        leaving = now;
        now.forEach(connection -> context.emit(connection, ChannelConnection::flush));
        now.clear();
    }
}
