package dev.parley.gateway.session;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A transport that takes what is written at once, or, once {@link #stall}ed, when told to. */
public final class FakeConnection implements Connection {
    private final List<String> written = new ArrayList<>();
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private @Nullable Account account;
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
            takeOne();
        }
    }

    /** The transport is gone, with what it has not taken. */
    void breakDown() {
        broken = true;
        waiting.clear();
        account().broken();
    }

    /** Takes the oldest write and no more. */
    void takeOne() {
        account().taken(1, waiting.remove().length());
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
    public void reportTo(Account reported) {
        account = reported;
    }

    @Override
    public void write(Buffer bytes) {
        if (broken) {
            account().broken();
            return;
        }
        written.add(bytes.toString());
        waiting.add(bytes);
        if (!stalled) {
            takeOne();
        }
    }

    private Account account() {
        return Objects.requireNonNull(account);
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
