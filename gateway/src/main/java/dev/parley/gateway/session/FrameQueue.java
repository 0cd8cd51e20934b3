package dev.parley.gateway.session;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames of one connection, one after the other in the order sent: the next starts when the one before is done. */
final class FrameQueue {
    private final Deque<Frame> pending = new ArrayDeque<>(2);
    private final Owner owner;
    private @Nullable Runnable last;
    private long waitingBytes;
    private boolean busy;
    private boolean dispatching;

    /** Whose frames they are. */
    interface Owner {
        /** A frame's turn has come. */
        Future<Map<String, String>> handle(Frame frame);

        /** A frame's turn is over. */
        void onHandled(Frame frame, AsyncResult<Map<String, String>> done);

        /** Asked before each frame: once false, what waits takes no effect and no outcome is told. */
        boolean isOpen();
    }

    FrameQueue(Owner owner) {
        this.owner = owner;
    }

    void add(Frame frame) {
        pending.add(frame);
        waitingBytes += bytesOf(frame);
        next();
    }

    /** What happens when all frames before it are done, and not at all when they end the session. */
    void addLast(Runnable end) {
        last = end;
        next();
    }

    /** Whether a frame is being handled or waits. */
    boolean isWorking() {
        return busy || !pending.isEmpty();
    }

    /** How many wait. */
    int waiting() {
        return pending.size();
    }

    /** How many bytes those have that wait, bodies and headers. */
    long waitingBytes() {
        return waitingBytes;
    }

    void clear() {
        pending.clear();
        waitingBytes = 0;
        last = null;
    }

    /** A loop, not a recursion: a client may send thousands of frames that are done at once. */
    private void next() {
        if (dispatching) {
            return;
        }
        dispatching = true;
        while (!busy && !pending.isEmpty() && owner.isOpen()) {
            busy = true;
            Frame frame = pending.remove();
            waitingBytes -= bytesOf(frame);
            handle(frame).onComplete(done -> {
                busy = false;
                if (owner.isOpen()) {
                    owner.onHandled(frame, done);
                    next();
                }
            });
        }
        dispatching = false;
        if (last != null && !isWorking() && owner.isOpen()) {
            Runnable end = last;
            last = null;
            end.run();
        }
    }

    private static long bytesOf(Frame frame) {
        long bytes = frame.getBody().length();
        for (Map.Entry<String, String> header : frame.getHeaders().entrySet()) {
            bytes += header.getKey().length() + header.getValue().length();
        }
        return bytes;
    }

    private Future<Map<String, String>> handle(Frame frame) {
        try {
            return owner.handle(frame);
        } catch (RuntimeException failure) {
            return Future.failedFuture(failure);
        }
    }
}
