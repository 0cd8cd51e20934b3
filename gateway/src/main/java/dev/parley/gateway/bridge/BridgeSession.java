package dev.parley.gateway.bridge;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.SessionId;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Quota;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.session.Backlog;
import dev.parley.gateway.session.CloseReason;
import dev.parley.gateway.session.Connection;
import dev.parley.gateway.session.Guest;
import dev.parley.gateway.session.MoveNotice;
import dev.parley.gateway.session.Outbox;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.transport.SockJsConnection;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One socket of the event-bus bridge: who speaks on it, its messages one after the other in the order sent, what it is
 * registered at, and an account of the bytes on their way to it. One event loop.
 */
final class BridgeSession implements Guest {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    /** How long what was sent before may go on to take effect, where the gateway stops. */
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(5);

    private final SessionId id = new SessionId(UUID.randomUUID().toString());
    private final Connection connection;
    private final Outbox outbox;
    private final Backlog backlog;
    private final Backlog.Holding inbound;
    private final Authenticator authenticator;
    private final Wheel wheel;
    private final BridgeOptions options;
    private final Ticket place;
    private final Quota quota;
    private final Map<String, Subscription.Flow> registrations = new HashMap<>();
    private Future<?> tail = Future.succeededFuture();
    private @Nullable String authorization;
    private @Nullable Identity identity;
    private Wheel.@Nullable Entry expiry;
    private Promise<Void> room = Promise.promise();
    private int pending;
    private long pendingBytes;
    private boolean paused;
    private boolean leaving;
    private boolean closed;

    /** @param place given back when the socket is closed */
    BridgeSession(
            SockJSSocket socket,
            Authenticator authenticator,
            Wheel wheel,
            Backlog backlog,
            BridgeOptions options,
            Ticket place,
            Quota quota) {
        this.place = place;
        this.quota = quota;
        this.connection = new SockJsConnection(socket);
        this.outbox = new Outbox(connection, wheel, options.outboxBytes(), backlog, this::onRoom);
        this.backlog = backlog;
        this.inbound = backlog.holding();
        this.authenticator = authenticator;
        this.wheel = wheel;
        this.options = options;
    }

    /**
     * Runs the work when all before it is done and there is room for its answer; nothing runs on a closed socket. Who
     * sends without reading is so held up, and then read no more.
     */
    <T> Future<T> inOrder(JsonObject message, Supplier<Future<T>> work) {
        int bytes = message.encode().length();
        pending++;
        pendingBytes += bytes;
        pauseOrResume();
        Future<T> turn = tail.transform(before -> whenRoom()).transform(ready -> {
            if (closed) {
                return Future.<T>failedFuture(new Refusal(ErrorCode.UNAVAILABLE, "closed"));
            }
            quota.message();
            return work.get();
        });
        tail = turn.onComplete(done -> {
            pending--;
            pendingBytes -= bytes;
            pauseOrResume();
        });
        return turn;
    }

    private void pauseOrResume() {
        boolean full = pending >= options.maxPending()
                || pendingBytes >= Math.min(options.maxPendingBytes(), backlog.share() + 1);
        inbound.set(pendingBytes);
        if (full != paused && !closed) {
            paused = full;
            if (full) {
                quota.exceeded(pending >= options.maxPending() ? Limit.PENDING_FRAMES : Limit.PENDING_BYTES);
                connection.pause();
            } else {
                connection.resume();
            }
        }
    }

    /** @throws Refusal {@code too-large} for a message whose body is over the limit */
    void requireSize(JsonObject message) {
        if (message.getValue("body") instanceof JsonObject body
                && body.toBuffer().length() > options.maxBodyBytes()) {
            quota.exceeded(Limit.BODY);
            throw new Refusal(ErrorCode.TOO_LARGE, "the body is too large");
        }
    }

    private Future<Void> whenRoom() {
        return closed || outbox.hasRoom() ? Future.succeededFuture() : room.future();
    }

    private void onRoom() {
        Promise<Void> waited = room;
        room = Promise.promise();
        waited.tryComplete();
        Map.copyOf(registrations).values().forEach(Subscription.Flow::onRoom);
    }

    /** Believes the header {@code Authorization} of a message, the first time and when it changes; without, a guest. */
    Future<Actor> authenticate(JsonObject message) {
        String given = header(message, "Authorization");
        Identity known = identity;
        if (known != null && (given == null || given.equals(authorization))) {
            return Future.succeededFuture(known.actor());
        }
        return authenticator.authenticate(given, null, null).map(believed -> {
            if (known != null && !known.actor().id().equals(believed.actor().id()) && !registrations.isEmpty()) {
                throw new Refusal(ErrorCode.FORBIDDEN, "another user cannot take over what this one is registered at");
            }
            authorization = given;
            identify(believed);
            return believed.actor();
        });
    }

    private void identify(Identity believed) {
        identity = believed;
        if (expiry != null) {
            expiry.cancel();
        }
        believed.expiresAt()
                .ifPresent(time -> expiry = wheel.after(
                        Duration.between(Instant.now(), time),
                        () -> fail(new Refusal(ErrorCode.TOKEN_EXPIRED, ErrorCode.TOKEN_EXPIRED.sentence()))));
    }

    /** Counts a command that is like a SEND; refuses it when it is one too many. */
    Actor counted(Actor actor) {
        quota.send(actor.id());
        return actor;
    }

    /** A guest goes by another name from now on. */
    void shownAs(Actor actor) {
        if (identity != null) {
            identity = identity.as(actor);
        }
    }

    @Nullable
    Identity identity() {
        return identity;
    }

    SessionId id() {
        return id;
    }

    void register(String address, Subscription.Flow flow) {
        registrations.put(address, flow);
    }

    boolean isRegistered(String address) {
        return registrations.containsKey(address);
    }

    /** @throws Refusal {@code too-large} where it is registered at as many addresses as may be */
    void requirePlace() {
        if (registrations.size() >= options.maxRegistrations()) {
            quota.exceeded(Limit.SUBSCRIPTIONS);
            throw new Refusal(ErrorCode.TOO_LARGE, "too many registrations of this socket");
        }
    }

    void unregister(String address) {
        Subscription.Flow flow = registrations.remove(address);
        if (flow != null) {
            flow.end();
        }
    }

    boolean hasRoom() {
        return outbox.hasRoom();
    }

    boolean isTooSlow() {
        return outbox.fullFor().compareTo(options.slowConsumer()) > 0;
    }

    boolean isOpen() {
        return !closed;
    }

    /** Writes an envelope of the bridge protocol. */
    void write(Buffer envelope) {
        outbox.send(envelope);
    }

    /** Says why, and closes. */
    void fail(Refusal refusal) {
        if (!closed) {
            write(BridgeJson.failure(null, refusal));
            close(CloseReason.of(refusal.code()));
        }
    }

    @Override
    public boolean announceMove(Duration closesIn) {
        boolean listens = !closed && isRegistered(BridgeRegistrations.USER);
        if (listens) {
            write(BridgeJson.message(BridgeRegistrations.USER, MoveNotice.EVENT, MoveNotice.body(closesIn)));
        }
        return listens;
    }

    @Override
    public void leave() {
        if (!leaving) {
            leaving = true;
            tail.onComplete(done -> goAway());
            wheel.after(FINISH_WITHIN, this::goAway);
        }
    }

    private void goAway() {
        if (!closed) {
            close(CloseReason.GOING_AWAY);
        }
    }

    /** Closes; what was written leaves first, but does not wait for ever for a peer that never reads. */
    void close(CloseReason reason) {
        onClosed();
        connection.resume(); // so that the peer's own close is read
        connection.close(reason);
        wheel.after(CLOSE_WITHIN, connection::abort);
        wheel.after(CLOSE_WITHIN.multipliedBy(2), this::onGone);
    }

    /** The socket is gone. */
    void onGone() {
        onClosed();
        outbox.end();
        place.close();
    }

    private void onClosed() {
        closed = true;
        room.tryComplete();
        if (expiry != null) {
            expiry.cancel();
        }
        Map.copyOf(registrations).keySet().forEach(this::unregister);
    }

    /** A header of a message, as a text, whatever its case. */
    static @Nullable String header(JsonObject message, String name) {
        Object headers = message.getValue("headers");
        if (headers instanceof JsonObject object) {
            for (String key : object.fieldNames()) {
                if (key.equalsIgnoreCase(name) && object.getValue(key) != null) {
                    return object.getValue(key).toString();
                }
            }
        }
        return null;
    }
}
