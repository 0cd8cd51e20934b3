package dev.parley.gateway.transport;

import dev.parley.gateway.limits.Ticket;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The SockJS sessions that are kept between requests, and whose they are. One for all event loops of a gateway. */
final class SockJsSessions implements Shareable {
    private static final String NAME = SockJsSessions.class.getName();
    /** Where Vert.x keeps them (SockJSImpl): until nobody has come for them for a while, closed ones too. */
    private static final String KEPT = "_vertx.sockjssessions";

    private final LocalMap<String, ?> kept;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    private SockJsSessions(Vertx vertx) {
        kept = vertx.sharedData().getLocalMap(KEPT);
    }

    static SockJsSessions of(Vertx vertx) {
        return vertx.sharedData()
                .<String, SockJsSessions>getLocalMap(NAME)
                .computeIfAbsent(NAME, name -> new SockJsSessions(vertx));
    }

    /** One session from the request that opens it to its end. */
    static final class Opened {
        private final String client;
        private final Ticket place;
        private final Consumer<Opened> onEnd;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Promise<Void> begun = Promise.promise();
        private volatile @Nullable HttpConnection receiver;
        private volatile boolean accepted;
        private final AtomicBoolean waits = new AtomicBoolean();
        private volatile @Nullable Promise<Void> held;

        private Opened(String client, Ticket place, Consumer<Opened> onEnd) {
            this.client = client;
            this.place = place;
            this.onEnd = onEnd;
        }

        /** Given back when it is over, at the latest. */
        Ticket place() {
            return place;
        }

        boolean isOf(String address) {
            return client.equals(address);
        }

        /** The connection that its messages leave by at present. */
        void receivesAt(HttpConnection connection) {
            receiver = connection;
        }

        @Nullable
        HttpConnection receiver() {
            return receiver;
        }

        /** The door has it, and will say when it ends; false where it is over already. */
        boolean accept() {
            accepted = true;
            return !ended.get();
        }

        boolean isAccepted() {
            return accepted;
        }

        /** The request that opens it has been handled: Vert.x knows the session, and its client has been told. */
        void begin() {
            begun.tryComplete();
        }

        /** Completes, on whatever thread, when it has begun. */
        Future<Void> begun() {
            return begun.future();
        }

        /** What the client sends waits from now on; see {@link SockJsGuard}. */
        void hold() {
            if (held == null && !ended.get()) {
                held = Promise.promise();
            }
        }

        /** It waits no more. */
        void release() {
            Promise<Void> waited = held;
            held = null;
            if (waited != null) {
                waited.tryComplete();
            }
        }

        /** Completes, on whatever thread, when what the client sends need not wait; null where it need not now. */
        @Nullable
        Future<Void> held() {
            Promise<Void> waiting = held;
            return waiting == null ? null : waiting.future();
        }

        /** Only one request of a session may wait; false for a further one. */
        boolean mayWait() {
            return waits.compareAndSet(false, true);
        }

        void waitsNoMore() {
            waits.set(false);
        }

        /** It is over. Calling it again does nothing. */
        void end() {
            release();
            if (ended.compareAndSet(false, true)) {
                onEnd.accept(this);
                place.close();
            }
        }
    }

    /** Whether there are any that are not over. */
    boolean areKept() {
        return !opened.isEmpty();
    }

    /** Whether it is here; one that was closed still is, for a while, for whoever comes to hear so. */
    boolean isHere(String session) {
        return kept.containsKey(session);
    }

    /** The session, unless it is not here or is over. */
    @Nullable
    Opened get(String session) {
        return opened.get(session);
    }

    /** Begins a session that is kept. */
    Opened open(String session, String client, Ticket place) {
        // Another one may go by its name since.
        Opened begun = new Opened(client, place, over -> opened.remove(session, over));
        opened.put(session, begun);
        return begun;
    }

    /** Begins a session that lives and dies with its connection. */
    static Opened connected(String client, Ticket place) {
        return new Opened(client, place, over -> {});
    }
}
