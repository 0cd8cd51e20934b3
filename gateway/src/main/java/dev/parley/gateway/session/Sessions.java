package dev.parley.gateway.session;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Door;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Ticket;
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
    private final Limits limits;
    private final Interceptors interceptors;
    private final Backlog backlog;
    private final Deliveries unacknowledged;
    private final Map<Command, FrameHandler> handlers = new EnumMap<>(Command.class);
    private final Set<Session> all = new HashSet<>();
    private final Map<UserId, Set<Session>> byUser = new HashMap<>();
    private final Promise<Void> gone = Promise.promise();
    private long backlogSeen;
    private boolean draining;

    /** Sessions without rates, caps and interceptors. */
    public Sessions(SessionOptions options, Wheel wheel, InstantSource clock, SessionMeters meters) {
        this(
                options,
                wheel,
                clock,
                meters,
                new Limits(LimitOptions.unlimited(), meters.registry()),
                new Interceptors(List.of(), meters.registry()),
                Backlog.unbounded());
    }

    /**
     * @param limits and interceptors shared with the other loops of the gateway
     * @param backlog shared with the other doors of the loop
     */
    public Sessions(
            SessionOptions options,
            Wheel wheel,
            InstantSource clock,
            SessionMeters meters,
            Limits limits,
            Interceptors interceptors,
            Backlog backlog) {
        this.options = options;
        this.wheel = wheel;
        this.clock = clock;
        this.meters = meters;
        this.limits = limits;
        this.interceptors = interceptors;
        this.backlog = backlog;
        this.unacknowledged = new Deliveries(AckMode.AUTO, options.maxUnacknowledged(), () -> {});
        wheel.after(SLOW_CHECK, this::closeTheSlow);
        wheel.after(Wheel.TICK, this::relieve);
    }

    /** Says what a frame does; to be called for every command before the first connection. */
    public Sessions on(Command command, FrameHandler handler) {
        handlers.put(command, handler);
        return this;
    }

    /** A session for a connection that was just accepted, and that nobody counts. */
    public Session accept(Connection connection) {
        return accept(connection, Ticket.NONE);
    }

    /** A session for a connection that was just accepted; where there is no place for it, it is told so and ends. */
    public Session accept(Connection connection, Door door, ClientAddress address) {
        try {
            return accept(connection, limits.admission().enter(door, address));
        } catch (Refusal full) {
            return refuse(connection, address, full);
        }
    }

    /** A session for a connection that has its place already; it gives it back. */
    public Session accept(Connection connection, Ticket place) {
        try {
            return begin(connection, place, limits.admission().knock(place.address()));
        } catch (Refusal full) {
            place.close();
            return refuse(connection, place.address(), full);
        }
    }

    private Session refuse(Connection connection, ClientAddress address, Refusal full) {
        Session session = begin(connection, Ticket.refused(address), Ticket.refused(address));
        session.fail(full, null);
        return session;
    }

    private Session begin(Connection connection, Ticket place, Ticket handshake) {
        Session session = new Session(connection, place, handshake, options, this);
        all.add(session);
        if (draining) {
            session.close(CloseReason.GOING_AWAY);
        }
        return session;
    }

    /** How long a connection may take to CONNECT. */
    public Duration connectWithin() {
        return options.connectWithin();
    }

    /** What all loops' clients together may do. */
    public Limits limits() {
        return limits;
    }

    /** Ends the live connections that a revocation names. */
    public void revoke(LoginRevoked revoked) {
        List.copyOf(byUser.getOrDefault(revoked.user(), Set.of())).stream()
                .filter(session -> session.identity().isEndedBy(revoked))
                .forEach(session -> session.fail(new Refusal(ErrorCode.REVOKED, ErrorCode.REVOKED.sentence()), null));
    }

    /** Everybody who is here now. */
    public List<Session> guests() {
        return List.copyOf(all);
    }

    /**
     * Lets every session end, and those that still come, with a reason to reconnect elsewhere; what they have sent is
     * finished first.
     *
     * @return completes when all are gone, or after the time
     */
    public Future<Void> drain(Duration within) {
        draining = true;
        guests().forEach(Session::leave);
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
        if (session.identity().canBeEnded()) {
            byUser.computeIfAbsent(session.actor().id(), user -> new HashSet<>(2))
                    .add(session);
        }
    }

    void left(Session session, UserId user) {
        byUser.computeIfPresent(user, (id, ofUser) -> ofUser.remove(session) && ofUser.isEmpty() ? null : ofUser);
    }

    void remove(Session session) {
        if (all.remove(session)) {
            if (draining && all.isEmpty()) {
                gone.tryComplete();
            }
        }
    }

    Interceptors interceptors() {
        return interceptors;
    }

    Backlog backlog() {
        return backlog;
    }

    Wheel wheel() {
        return wheel;
    }

    /** What every subscription has that is not acknowledged: it keeps nothing, so one serves all. */
    Deliveries unacknowledged() {
        return unacknowledged;
    }

    InstantSource clock() {
        return clock;
    }

    SessionMeters meters() {
        return meters;
    }

    /** For all doors of the loop. */
    private void relieve() {
        wheel.after(Wheel.TICK, this::relieve);
        meters.backlog(backlog.waiting() - backlogSeen);
        backlogSeen = backlog.waiting();
        for (int cut = backlog.relieve(); cut > 0; cut--) {
            limits.exceeded(Limit.BACKLOG);
        }
    }

    private void closeTheSlow() {
        wheel.after(SLOW_CHECK, this::closeTheSlow);
        if (!backlog.isAnyoneBehind()) {
            return; // as a rule: ten thousand who are silent cost nothing
        }
        List.copyOf(all).stream().filter(Session::isTooSlow).forEach(session -> {
            limits.exceeded(Limit.SLOW_CONSUMER);
            session.fail(new Refusal(ErrorCode.SLOW_CONSUMER, ErrorCode.SLOW_CONSUMER.sentence()), null);
        });
    }
}
