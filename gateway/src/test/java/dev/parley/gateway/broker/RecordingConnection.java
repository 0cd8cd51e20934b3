package dev.parley.gateway.broker;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A transport that takes what is written at once, or, while it is stalled, not at all. For one event loop, but to read. */
final class RecordingConnection implements Connection {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Deque<Buffer> waiting = new ArrayDeque<>();
    private @Nullable Account account;
    private boolean stalled;

    void stall() {
        stalled = true;
    }

    void takeAll() {
        stalled = false;
        while (!waiting.isEmpty()) {
            takeOne();
        }
    }

    /** The MESSAGE frames that were written. */
    List<String> messages() {
        return messages;
    }

    /** Their bodies. */
    List<String> bodies() {
        return messages.stream()
                .map(frame -> frame.substring(frame.indexOf("\n\n") + 2, frame.length() - 1))
                .toList();
    }

    private void takeOne() {
        Objects.requireNonNull(account).taken(1, waiting.remove().length());
    }

    @Override
    public void reportTo(Account reported) {
        account = reported;
    }

    @Override
    public void write(Buffer bytes) {
        String frame = bytes.toString();
        if (frame.startsWith("MESSAGE\n")) {
            messages.add(frame);
        }
        waiting.add(bytes);
        if (!stalled) {
            takeOne();
        }
    }

    @Override
    public void pause() {
        // its client is the test
    }

    @Override
    public void resume() {
        // its client is the test
    }

    @Override
    public void close(CloseReason reason) {
        // nothing to close
    }

    @Override
    public void abort() {
        // nothing to close
    }

    @Override
    public String door() {
        return "test";
    }
}
