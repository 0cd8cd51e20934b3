package dev.parley.gateway.session;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The frames of one connection, one after the other in the order sent: the next starts when the one before is done. */
final class FrameQueue {
    private final Deque<Frame> pending = new ArrayDeque<>(2);
    private final Function<Frame, Future<Map<String, String>>> handler;
    private final BiConsumer<Frame, AsyncResult<Map<String, String>>> onHandled;
    private final BooleanSupplier open;
    private boolean busy;
    private boolean dispatching;

    /** @param open asked before each frame: once false, what waits takes no effect and no outcome is told */
    FrameQueue(
            Function<Frame, Future<Map<String, String>>> handler,
            BiConsumer<Frame, AsyncResult<Map<String, String>>> onHandled,
            BooleanSupplier open) {
        this.handler = handler;
        this.onHandled = onHandled;
        this.open = open;
    }

    void add(Frame frame) {
        pending.add(frame);
        next();
    }

    /** How many wait. */
    int waiting() {
        return pending.size();
    }

    void clear() {
        pending.clear();
    }

    /** A loop, not a recursion: a client may send thousands of frames that are done at once. */
    private void next() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        while (!busy && !pending.isEmpty() && open.getAsBoolean()) {
            busy = true;
            Frame frame = pending.remove();
            handle(frame).onComplete(done -> {
                busy = false;
                if (open.getAsBoolean()) {
                    onHandled.accept(frame, done);
                    next();
                }
            });
        }
        dispatching = false;
    }

    private Future<Map<String, String>> handle(Frame frame) {
        try {
            return handler.apply(frame);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
