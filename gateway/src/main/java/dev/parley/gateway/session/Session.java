package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.SessionId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.interceptor.InterceptedClient;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.stomp.FrameDecoder;
import dev.parley.gateway.stomp.FrameEncoder;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection that speaks STOMP, from its first byte to its last.
 *
 * <pre>
 *  Opened ──CONNECT──► Authenticating ──believed──► Open ──DISCONNECT, ERROR, expiry──► Closing ──► Closed
 *     └──deadline, anything else──► Closing    └──not believed, deadline──► Closing
 *  (any) ──the transport is gone──► Closed, from Open and Authenticating once what was received is done, or soon
 * </pre>
 *
 * Frames take effect one after the other, in the order sent: the next one starts when the one before is done. Those that
 * wait are bounded, by not reading the transport. After a fatal error nothing that the client sent takes effect. All of
 * it runs on the connection's event loop.
 */
public final class Session implements FrameDecoder.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** How long a client may take to read what was written before a close. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    /** What has no effect but on somebody who is there. */
    private static final Set<Command> OF_A_LISTENER = Set.of(Command.SUBSCRIBE, Command.UNSUBSCRIBE);

    private final SessionId id = new SessionId(UUID.randomUUID().toString());
    private final Connection connection;
    private final Ticket place;
    private final Ticket handshake;
    private final SessionOptions options;
    private final Sessions sessions;
    private final FrameDecoder decoder;
    private final Outbox outbox;
    private final FrameQueue frames = new FrameQueue(this::handle, this::onHandled, this::isOpen);
    private final Subscriptions subscriptions;
    private final Transactions transactions;
    private final Throttle throttle;
    private SessionState state;
    private HeartBeats heartBeats;
    private Wheel.Entry expiry;
    private final List<Runnable> atEnd = new ArrayList<>(0);
    private Wheel.Entry ending;
    private boolean paused;
    private boolean gone;

    Session(Connection connection, Ticket place, Ticket handshake, SessionOptions options, Sessions sessions) {
        this.connection = connection;
        this.place = place;
        this.handshake = handshake;
        this.options = options;
        this.sessions = sessions;
        this.decoder = new FrameDecoder(options.limits());
        this.subscriptions = new Subscriptions(options.maxSubscriptions());
        this.transactions = new Transactions(options.transactions());
        this.outbox = new Outbox(connection, sessions.wheel(), options.outboxBytes(), this::onRoom);
        this.heartBeats = new HeartBeats(new Pulse(), sessions.wheel(), HeartBeat.NONE);
        this.throttle = new Throttle(
                sessions.limits().quota(place.address()), sessions.limits(), sessions.wheel(), this::pauseOrResume);
        this.state = new SessionState.Opened(sessions.wheel().after(options.connectWithin(), this::onConnectDeadline));
        this.expiry = sessions.wheel().after(Duration.ZERO, () -> {});
        this.ending = expiry;
    }

    // --- what the transport says

    /** Bytes from the client, however they are cut. */
    public void onBytes(Buffer bytes) {
        heartBeats.onRead();
        try {
            decoder.decode(bytes, this);
        } catch (FrameError error) {
            frames.addLast(() -> {
                ExceededLimits.of(error).ifPresent(sessions.limits()::exceeded);
                fail(error.toRefusal(), null);
            });
        }
        pauseOrResume();
    }

    /**
     * The transport is gone, for whatever reason. What was received before goes on to take effect (STOMP 1.2, "RECEIPT"),
     * for a while.
     */
    public void onClosed() {
        if (!isOpen() || !frames.isWorking()) {
            end();
        } else if (!gone) {
            gone = true;
            heartBeats.stop();
            outbox.end();
            ending = sessions.wheel().after(CLOSE_WITHIN, this::end);
        }
    }

    private void end() {
        if (state instanceof SessionState.Closed) {
            return;
        }
        leave();
        ending.cancel();
        state = new SessionState.Closed();
        handshake.close();
        place.close();
        sessions.remove(this);
    }

    @Override
    public boolean isOpen() {
        return !(state instanceof SessionState.Closing || state instanceof SessionState.Closed);
    }

    @Override
    public void onHeartBeat() {
        // onBytes has noted that the client lives
    }

    @Override
    public void onFrame(Frame frame) {
        sessions.meters().frame(frame.getCommand());
        if (frame.getCommand() != Command.SEND) {
            throttle.onFrame();
        }
        if (state instanceof SessionState.Opened opened && !onFirstFrame(frame, opened)) {
            return;
        }
        frames.add(frame);
    }

    private boolean onFirstFrame(Frame frame, SessionState.Opened opened) {
        if (frame.getCommand() != Command.CONNECT && frame.getCommand() != Command.STOMP) {
            fail(new Refusal(ErrorCode.BAD_REQUEST, "the first frame must be CONNECT or STOMP"), frame);
            return false;
        }
        Optional<StompVersion> version =
                StompVersion.negotiate(frame.getHeader(Header.ACCEPT_VERSION), connection.agreedVersion());
        if (version.isEmpty()) {
            fail(new Refusal(ErrorCode.BAD_REQUEST, "no common version: here is spoken " + spoken()), frame);
            return false;
        }
        decoder.speak(version.get());
        state = new SessionState.Authenticating(version.get(), opened.deadline());
        return true;
    }

    // --- frames, one after the other

    private Future<Map<String, String>> handle(Frame frame) {
        if (gone && OF_A_LISTENER.contains(frame.getCommand())) {
            return Future.succeededFuture(Map.of());
        }
        if (frame.getCommand() == Command.SEND) {
            throttle.onSend(actor().id());
        }
        Frame wanted = sessions.interceptors().isEmpty()
                ? frame
                : sessions.interceptors().inbound(frame, asIntercepted());
        return sessions.handlerOf(frame.getCommand()).handle(this, wanted);
    }

    private void onHandled(Frame frame, AsyncResult<Map<String, String>> done) {
        if (done.succeeded()) {
            handled(frame, done.result());
        } else {
            refuse(frame, done.cause());
        }
        if (gone && !frames.isWorking()) {
            end();
        }
        pauseOrResume();
    }

    private void handled(Frame frame, Map<String, String> outcome) {
        boolean connecting = frame.getCommand() == Command.CONNECT || frame.getCommand() == Command.STOMP;
        if (!connecting && !Transactions.isMember(frame)) {
            receipt(frame, outcome);
        }
        if (frame.getCommand() == Command.DISCONNECT) {
            close(CloseReason.NORMAL);
        }
    }

    private void refuse(Frame frame, Throwable failure) {
        if (failure instanceof FrameError error) {
            fail(error.toRefusal(), frame);
            return;
        }
        transactions.refuse(frame);
        Refusal refusal = failure instanceof Refusal expected ? expected : incident(failure);
        sessions.meters().refused(refusal.code());
        Optional<Subscriber> errors = subscriptions
                .to(Refusals.DESTINATION)
                .map(Subscription::subscriber)
                .filter(listening -> listening.deliveries().hasRoom());
        if (errors.isPresent() && state instanceof SessionState.Open) {
            ExceededLimits.of(refusal, frame).ifPresent(sessions.limits()::exceeded);
            Refusals.deliver(errors.get(), refusal, frame);
        } else {
            fail(refusal, frame);
        }
    }

    private Refusal incident(Throwable failure) {
        String incident = UUID.randomUUID().toString();
        LOG.atError()
                .setCause(failure)
                .addKeyValue("incident", incident)
                .addKeyValue("sessionId", id)
                .log("a frame failed");
        return new Refusal(ErrorCode.INTERNAL, "incident " + incident);
    }

    // --- what handlers do with a session

    /** Believes the client: answers CONNECTED and begins to beat. */
    public void open(Identity identity, HeartBeat theirs, Map<String, String> connected) {
        if (!(state instanceof SessionState.Authenticating connecting)) {
            return;
        }
        connecting.deadline().cancel();
        handshake.close();
        state = new SessionState.Open(connecting.version(), identity);
        sessions.opened(this);
        send(new Frame(Command.CONNECTED, connected, Buffer.buffer()));
        heartBeats = new HeartBeats(new Pulse(), sessions.wheel(), HeartBeat.agree(options.heartBeat(), theirs));
        expireAt(identity.expiresAt());
    }

    /** Speaks for the same user with another token, or under another display name. */
    public void identify(Identity identity) {
        state = new SessionState.Open(version(), identity);
        expireAt(identity.expiresAt());
    }

    /** Speaks under this display name from now on: only a guest chooses its own. */
    public void speakAs(Actor actor) {
        Identity identity = identity();
        if (!actor.equals(identity.actor())) {
            identify(new Identity(actor, identity.loginId(), identity.expiresAt()));
        }
    }

    private void expireAt(Optional<Instant> time) {
        expiry.cancel();
        time.ifPresent(expires -> expiry = sessions.wheel()
                .after(
                        Duration.between(sessions.clock().instant(), expires),
                        () -> fail(new Refusal(ErrorCode.TOKEN_EXPIRED, ErrorCode.TOKEN_EXPIRED.sentence()), null)));
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Transactions transactions() {
        return transactions;
    }

    /** The client's end of a new subscription. */
    public Subscriber subscriber(String id, boolean named, String destination, AckMode mode) {
        return new Subscriber(this, id, named, destination, new Deliveries(mode, options.maxUnacknowledged()));
    }

    /** Writes a frame of the server; false where an interceptor withholds it. */
    public boolean send(Frame frame) {
        Optional<Frame> wanted = intercepts(frame.getCommand())
                ? sessions.interceptors().outbound(frame, asIntercepted())
                : Optional.of(frame);
        wanted.ifPresent(this::write);
        return wanted.isPresent();
    }

    /**
     * Whether an interceptor wants to see frames of this command: then {@link #send} is the way, and not the outbox with
     * bytes that were encoded for many.
     */
    public boolean intercepts(Command command) {
        return sessions.interceptors().wants(command);
    }

    private void write(Frame frame) {
        outbox.send(FrameEncoder.encode(frame, version()));
    }

    /** Says that a frame has taken effect, and what came of it, where the client asked for that. */
    public void receipt(Frame frame, Map<String, String> outcome) {
        String receipt = frame.getHeader(Header.RECEIPT);
        if (receipt != null && isOpen()) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put(Header.RECEIPT_ID, receipt);
            headers.putAll(outcome);
            send(new Frame(Command.RECEIPT, headers, Buffer.buffer()));
        }
    }

    private InterceptedClient asIntercepted() {
        return state.asIntercepted(id, connection.door(), place.address().text());
    }

    /** Ends the connection with an ERROR, in answer to a frame or to none. */
    public void fail(Refusal refusal, @Nullable Frame frame) {
        if (!isOpen()) {
            return;
        }
        if (gone) {
            end();
            return;
        }
        sessions.meters().failed(refusal.code());
        ExceededLimits.of(refusal, frame).ifPresent(sessions.limits()::exceeded);
        send(Refusals.error(refusal, frame, spoken()));
        close(CloseReason.of(refusal.code()));
    }

    /** The versions that this connection can have: what an ERROR names in its header {@code version}. */
    private String spoken() {
        return connection.agreedVersion().map(StompVersion::text).orElseGet(StompVersion::supportedText);
    }

    /** Ends the connection; what was written leaves first. */
    public void close(CloseReason reason) {
        if (gone) {
            end();
        } else if (isOpen()) {
            leave();
            state = new SessionState.Closing();
            if (paused) {
                connection.resume(); // so that the peer's own close is read
            }
            connection.close(reason);
            // Also where the session is gone by then: SockJS says so before its channel has taken what was written.
            sessions.wheel().after(CLOSE_WITHIN, connection::abort);
            // The transport says so long before; a place must not depend on that.
            ending = sessions.wheel().after(CLOSE_WITHIN.multipliedBy(2), this::end);
        }
    }

    /** Does something when the session ends; at once when it has. */
    public void onEnd(Runnable task) {
        if (isOpen()) {
            atEnd.add(task);
        } else {
            task.run();
        }
    }

    public SessionId id() {
        return id;
    }

    public Outbox outbox() {
        return outbox;
    }

    /** The negotiated version; before that the oldest, which every peer can read. */
    public StompVersion version() {
        if (state instanceof SessionState.Open open) {
            return open.version();
        }
        return state instanceof SessionState.Authenticating connecting ? connecting.version() : StompVersion.V1_0;
    }

    /** Whether it is known who speaks. */
    public boolean isIdentified() {
        return state instanceof SessionState.Open;
    }

    /**
     * Who speaks.
     *
     * @throws IllegalStateException when the session is not open
     */
    public Identity identity() {
        if (state instanceof SessionState.Open open) {
            return open.identity();
        }
        throw new IllegalStateException("nobody speaks in " + state);
    }

    public Actor actor() {
        return identity().actor();
    }

    /** Whether the client has left the outbox full for too long. */
    boolean isTooSlow() {
        return isOpen() && outbox.fullFor().compareTo(options.slowConsumer()) > 0;
    }

    private void onConnectDeadline() {
        sessions.limits().exceeded(Limit.CONNECT_TIME);
        fail(new Refusal(ErrorCode.BAD_REQUEST, "CONNECT did not come, or was not decided, in time"), null);
    }

    private void onRoom() {
        if (isOpen()) {
            subscriptions.onRoom();
            pauseOrResume();
        }
    }

    /** Reads the transport only while the client's frames, their rate and our answers are within their bounds. */
    private void pauseOrResume() {
        boolean full = isOpen()
                && !gone
                && (frames.waiting() >= options.maxPendingFrames()
                        || frames.waitingBytes() >= options.maxPendingBytes()
                        || !outbox.hasRoom()
                        || throttle.holds());
        if (full && !paused) {
            paused = true;
            connection.pause();
        } else if (paused
                && !full
                && frames.waiting() <= options.maxPendingFrames() / 2
                && frames.waitingBytes() <= options.maxPendingBytes() / 2) {
            paused = false;
            connection.resume();
        }
    }

    /** Lets go of all that hangs on an open session. */
    private void leave() {
        if (state instanceof SessionState.Opened opened) {
            opened.deadline().cancel();
        } else if (state instanceof SessionState.Authenticating connecting) {
            connecting.deadline().cancel();
        } else if (state instanceof SessionState.Open open) {
            sessions.left(this, open.identity().actor().id());
        }
        expiry.cancel();
        throttle.stop();
        heartBeats.stop();
        frames.clear();
        transactions.clear();
        subscriptions.endAll();
        atEnd.forEach(Runnable::run);
        atEnd.clear();
    }

    /** What the heart-beats know of the session. */
    private final class Pulse implements HeartBeats.Peer {
        @Override
        public Duration sinceLastWrite() {
            return outbox.sinceLastWrite();
        }

        @Override
        public void write(Buffer beat) {
            outbox.send(beat);
        }

        @Override
        public boolean isPaused() {
            return paused;
        }

        @Override
        public void onSilence() {
            close(CloseReason.POLICY);
        }
    }
}
