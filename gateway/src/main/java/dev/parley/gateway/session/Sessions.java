package dev.parley.gateway.session;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.ext.stomp.Command;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions of one event loop, and what they share. For that loop only. */
public final class Sessions {
    private static final Duration SLOW_CHECK = Duration.ofSeconds(1);

    private final SessionOptions options;
    private final Wheel wheel;
    private final InstantSource clock;
    private final SessionMeters meters;
    private final Map<Command, FrameHandler> handlers = new EnumMap<>(Command.class);
    private final Set<Session> all = new HashSet<>();
    private final Map<UserId, Set<Session>> byUser = new HashMap<>();
    private final Promise<Void> gone = Promise.promise();
    private boolean draining;

    public Sessions(SessionOptions options, Wheel wheel, InstantSource clock, SessionMeters meters) {
        this.options = options;
        this.wheel = wheel;
        this.clock = clock;
        this.meters = meters;
        wheel.after(SLOW_CHECK, this::closeTheSlow);
    }

    /** Says what a frame does; to be called for every command before the first connection. */
    public Sessions on(Command command, FrameHandler handler) {
        handlers.put(command, handler);
        return this;
    }

    /** A session for a connection that was just accepted. */
    public Session accept(Connection connection) {
        Session session = new Session(connection, options, this);
        all.add(session);
        meters.connections(connection.door()).incrementAndGet();
        if (draining) {
            session.close(CloseReason.GOING_AWAY);
        }
        return session;
    }

    /** Ends the live connections that a revocation names. */
    public void revoke(LoginRevoked revoked) {
        List.copyOf(byUser.getOrDefault(revoked.user(), Set.of())).stream()
                .filter(session -> session.identity().isEndedBy(revoked))
                .forEach(session -> session.fail(new Refusal(ErrorCode.REVOKED, ErrorCode.REVOKED.sentence()), null));
    }

    /**
     * Closes every session, and those that still come, with a reason to reconnect elsewhere.
     *
     * @return completes when all are gone, or after the time
     */
    public Future<Void> drain(Duration within) {
        draining = true;
        List.copyOf(all).forEach(session -> session.close(CloseReason.GOING_AWAY));
        if (all.isEmpty()) {
            gone.tryComplete();
        } else {
            wheel.after(within, gone::tryComplete);
        }
        return gone.future();
    }

    /** How many connections there are, authenticated or not. */
    public int size() {
        return all.size();
    }

    FrameHandler handlerOf(Command command) {
        return handlers.getOrDefault(
                command,
                (session, frame) ->
                        Future.failedFuture(new Refusal(ErrorCode.BAD_REQUEST, "this command is not served")));
    }

    void opened(Session session) {
        byUser.computeIfAbsent(session.actor().id(), user -> new HashSet<>(2)).add(session);
    }

    void left(Session session, UserId user) {
        byUser.computeIfPresent(user, (id, ofUser) -> ofUser.remove(session) && ofUser.isEmpty() ? null : ofUser);
    }

    void remove(Session session) {
        if (all.remove(session)) {
            meters.connections(session.door()).decrementAndGet();
            if (draining && all.isEmpty()) {
                gone.tryComplete();
            }
        }
    }

    Wheel wheel() {
        return wheel;
    }

    InstantSource clock() {
        return clock;
    }

    SessionMeters meters() {
        return meters;
    }

    private void closeTheSlow() {
        wheel.after(SLOW_CHECK, this::closeTheSlow);
        List.copyOf(all).stream()
                .filter(Session::isTooSlow)
                .forEach(session ->
                        session.fail(new Refusal(ErrorCode.SLOW_CONSUMER, ErrorCode.SLOW_CONSUMER.sentence()), null));
    }
}
