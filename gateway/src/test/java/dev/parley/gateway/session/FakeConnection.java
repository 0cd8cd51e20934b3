package dev.parley.gateway.session;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transport that takes what is written at once, or, once {@link #stall}ed, when told to. */
public final class FakeConnection implements Connection {
    private final List<String> written = new ArrayList<>();
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private boolean stalled;
    private boolean broken;
    private boolean paused;
    private boolean aborted;
    private @Nullable CloseReason closed;

    public void stall() {
        stalled = true;
    }

    public void takeAll() {
        stalled = false;
        while (!waiting.isEmpty()) {
            waiting.remove().complete();
        }
    }

    /** The transport is gone, with what it has not taken. */
    void breakDown() {
        broken = true;
        while (!waiting.isEmpty()) {
            waiting.remove().fail("closed");
        }
    }

    /** Takes the oldest write and no more. */
    void takeOne() {
        waiting.remove().complete();
    }

    public List<String> written() {
        return List.copyOf(written);
    }

    public String lastWritten() {
        return written.get(written.size() - 1);
    }

    public boolean isPaused() {
        return paused;
    }

    public boolean isAborted() {
        return aborted;
    }

    public @Nullable CloseReason closedFor() {
        return closed;
    }

    @Override
    public Future<Void> write(Buffer bytes) {
        if (broken) {
            return Future.failedFuture("closed");
        }
        written.add(bytes.toString());
        if (!stalled) {
            return Future.succeededFuture();
        }
        Promise<Void> taken = Promise.promise();
        waiting.add(taken);
        return taken.future();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void close(CloseReason reason) {
        closed = reason;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public String door() {
        return "fake";
    }
}
