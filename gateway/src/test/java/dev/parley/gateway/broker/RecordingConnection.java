package dev.parley.gateway.broker;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A transport that takes what is written at once, or, while it is stalled, not at all. For one event loop, but to read. */
final class RecordingConnection implements Connection {
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
    private boolean stalled;

    void stall() {
        stalled = true;
    }

    void takeAll() {
        stalled = false;
        while (!waiting.isEmpty()) {
            waiting.remove().complete();
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

    @Override
    public Future<Void> write(Buffer bytes) {
        String frame = bytes.toString();
        if (frame.startsWith("MESSAGE\n")) {
            messages.add(frame);
        }
        if (!stalled) {
            return Future.succeededFuture();
        }
        Promise<Void> taken = Promise.promise();
        waiting.add(taken);
        return taken.future();
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
