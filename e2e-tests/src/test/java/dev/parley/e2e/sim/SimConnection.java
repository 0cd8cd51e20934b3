package dev.parley.e2e.sim;

import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import dev.parley.gateway.session.Session;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A socket between a person and an event loop of a gateway. The person may stop to read, or cut it. */
final class SimConnection implements Connection, Schedule.Source {
    private final Schedule schedule;
    private final GatewayProcess.EdgeLoop edge;
    private final Peer peer;
    private final Deque<Buffer> toGateway = new ArrayDeque<>();
    private final Deque<Buffer> toPeer = new ArrayDeque<>();
    private @Nullable Account account;
    private @Nullable Session session;
    private Runnable onDrained = () -> {};
    private boolean paused;
    private boolean stalled;
    private boolean closing;
    private boolean closed;

    /** Whoever is at the other end. */
    interface Peer {
        void onBytes(byte[] bytes);

        void onClosed();
    }

    SimConnection(String name, Schedule schedule, GatewayProcess.EdgeLoop edge, Peer peer) {
        this.schedule = schedule;
        this.edge = edge;
        this.peer = peer;
        schedule.add(name, this);
        edge.loop().execute(() -> session = edge.sessions().accept(this));
    }

    // --- the person's end

    void send(byte[] bytes) {
        toGateway.add(Buffer.buffer(bytes));
    }

    /** Reads nothing until told otherwise. */
    void stall(boolean now) {
        stalled = now;
    }

    /** Whether something is there that it has not taken. */
    boolean isWaitedFor() {
        return !closed && !toPeer.isEmpty();
    }

    /** Tells once, when all of that is taken. */
    void whenDrained(Runnable listener) {
        onDrained = listener;
    }

    /** Ends it without a word. */
    void cut() {
        if (!closed) {
            end();
        }
    }

    // --- the wire

    @Override
    public boolean isReady() {
        return edge.loop().isDead() || mayCome() || mayGo();
    }

    private boolean mayCome() {
        return !toGateway.isEmpty() && !paused && session != null;
    }

    private boolean mayGo() {
        return !stalled && (!toPeer.isEmpty() || closing);
    }

    @Override
    public void step() {
        if (edge.loop().isDead()) {
            end();
        } else if (mayCome()) {
            Buffer bytes = toGateway.remove();
            edge.loop().execute(() -> {
                if (session != null && !closed) {
                    session.onBytes(bytes);
                }
            });
        } else if (toPeer.isEmpty()) {
            end();
        } else {
            Buffer written = toPeer.remove();
            edge.loop().execute(() -> account().taken(1, written.length()));
            peer.onBytes(written.getBytes());
            if (toPeer.isEmpty()) {
                onDrained.run();
                onDrained = () -> {};
            }
        }
    }

    private void end() {
        closed = true;
        schedule.remove(this);
        toGateway.clear();
        edge.loop().execute(() -> {
            toPeer.clear();
            account().broken();
            if (session != null) {
                session.onClosed();
            }
        });
        peer.onClosed();
    }

    // --- the gateway's end

    @Override
    public void reportTo(Account reported) {
        account = reported;
    }

    @Override
    public void write(Buffer bytes) {
        if (closed) {
            account().broken();
        } else {
            toPeer.add(bytes);
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
        closing = true;
    }

    @Override
    public void abort() {
        if (!closed) {
            end();
        }
    }

    @Override
    public String door() {
        return "simulated";
    }
}
