package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of one session: the state that it is in, and the steps from one to another. When a step is taken is for the
 * states to say ({@link SessionState}); what hangs on an open session is let go of here, once.
 */
final class Lifecycle {
    /** How long a client may take to read what was written before a close. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    /** How long what was received before a close may go on to take effect. */
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(5);

    private final Session session;
    private final Connection connection;
    private final Ticket place;
    private final Sessions sessions;
    private Ticket handshake;
    private List<Runnable> atEnd = List.of();
    private SessionState state;

    Lifecycle(Session session, Connection connection, Ticket place, Ticket handshake, Sessions sessions) {
        this.session = session;
        this.connection = connection;
        this.place = place;
        this.handshake = handshake;
        this.sessions = sessions;
        this.state = new SessionState.AwaitingConnect(
                sessions.wheel().after(sessions.connectWithin(), this::onConnectDeadline));
    }

    SessionState state() {
        return state;
    }

    // --- the steps

    /** To Connecting, where there is a common version. */
    void connect(Frame frame, Wheel.Entry deadline) {
        String wanted = frame.getHeader(Header.ACCEPT_VERSION);
        StompVersion.negotiate(wanted, connection.agreedVersion())
                .ifPresentOrElse(
                        version -> {
                            session.intake().speak(version);
                            become(new SessionState.Connecting(version, deadline));
                            enqueue(frame);
                        },
                        () -> fail("no common version: here is spoken " + spoken(), frame));
    }

    /** To another of the states in which frames take effect. */
    void become(SessionState next) {
        state = next;
    }

    /** To Finishing, or where nothing is left to do to Closed. */
    void finish(SessionState.Present before) {
        if (session.intake().isWorking()) {
            session.outbox().end();
            become(new SessionState.Finishing(before, sessions.wheel().after(FINISH_WITHIN, this::over)));
        } else {
            over();
        }
    }

    /** To Leaving, or where nothing is left to do to Ending. */
    void leave(SessionState.Connected before) {
        if (session.intake().isWorking()) {
            become(new SessionState.Leaving(
                    before, sessions.wheel().after(FINISH_WITHIN, () -> end(CloseReason.GOING_AWAY))));
        } else {
            end(CloseReason.GOING_AWAY);
        }
    }

    /** To Ending: what was written leaves, then the transport closes. */
    void end(CloseReason reason) {
        // The transport says that it is gone long before; a place must not depend on that.
        endAs(new SessionState.Ending(sessions.wheel().after(CLOSE_WITHIN.multipliedBy(2), this::over)));
        session.intake().resume(); // so that the peer's own close is read
        connection.close(reason);
        // Also where the session is gone by then: SockJS says so before its channel has taken what was written.
        sessions.wheel().after(CLOSE_WITHIN, connection::abort);
    }

    /** To Closed. */
    void over() {
        endAs(new SessionState.Closed());
        session.outbox().end();
        handshake.close();
        place.close();
        sessions.remove(session);
    }

    private void endAs(SessionState next) {
        SessionState before = state;
        state = next;
        before.stop();
        if (before.isOpen()) {
            letGo(before);
        }
    }

    private void letGo(SessionState before) {
        before.identity()
                .ifPresent(identity -> sessions.left(session, identity.actor().id()));
        session.intake().stop();
        session.transactions().clear();
        session.subscriptions().endAll();
        atEnd.forEach(Runnable::run);
        atEnd = List.of();
    }

    // --- what belongs to a step

    void enqueue(Frame frame) {
        session.intake().add(frame);
    }

    void tell(Refusal refusal, @Nullable Frame cause) {
        session.answers().error(refusal, cause, spoken());
    }

    void fail(String detail, @Nullable Frame cause) {
        session.fail(new Refusal(ErrorCode.BAD_REQUEST, detail), cause);
    }

    /** The session speaks for somebody now. */
    void welcome(Map<String, String> connected) {
        handshake.close();
        handshake = Ticket.NONE;
        sessions.opened(session);
        session.send(new Frame(Command.CONNECTED, connected, Buffer.buffer()));
    }

    HeartBeats beating(HeartBeat agreed) {
        return new HeartBeats(new Pulse(), sessions.wheel(), agreed);
    }

    /** What ends the session with its token, where there is one. */
    Optional<Wheel.Entry> expiry(Identity identity) {
        Refusal expired = new Refusal(ErrorCode.TOKEN_EXPIRED, ErrorCode.TOKEN_EXPIRED.sentence());
        return identity.expiresAt()
                .map(time -> Duration.between(sessions.clock().instant(), time))
                .map(left -> sessions.wheel().after(left, () -> session.fail(expired, null)));
    }

    /** The versions that this connection can have: what an ERROR names in its header {@code version}. */
    private String spoken() {
        return connection.agreedVersion().map(StompVersion::text).orElseGet(StompVersion::supportedText);
    }

    private void onConnectDeadline() {
        sessions.limits().exceeded(Limit.CONNECT_TIME);
        fail("CONNECT did not come, or was not decided, in time", null);
    }

    /** Does something when nothing of the client's takes effect any more; at once when that is so. */
    void onEnd(Runnable task) {
        if (state.isOpen()) {
            if (atEnd.isEmpty()) {
                atEnd = new ArrayList<>(1);
            }
            atEnd.add(task);
        } else {
            task.run();
        }
    }

    /** What the heart-beats know of the session. */
    private final class Pulse implements HeartBeats.Peer {
        @Override
        public Duration sinceLastWrite() {
            return session.outbox().sinceLastWrite();
        }

        @Override
        public void write(Buffer beat) {
            session.outbox().send(beat);
        }

        @Override
        public boolean isPaused() {
            return session.intake().isPaused();
        }

        @Override
        public void onSilence() {
            sessions.limits().exceeded(Limit.HEART_BEAT);
            session.close(CloseReason.POLICY);
        }
    }
}
