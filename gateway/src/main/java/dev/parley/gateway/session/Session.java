package dev.parley.gateway.session;

import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.SessionId;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.interceptor.InterceptedClient;
import dev.parley.gateway.interceptor.InterceptedClient.Speaker;
import dev.parley.gateway.limits.ClientAddress;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Ticket;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One connection that speaks STOMP, from its first byte to its last.
 *
 * <pre>
 *  AwaitingConnect ──CONNECT──► Connecting ──believed──► Connected
 *
 *  any of these three     ──an error, a deadline, DISCONNECT, the server──► Ending ──the transport is gone──► Closed
 *  Connected              ──the gateway stops, and frames are not done──► Leaving ──done, any end, 5 s──► Ending
 *  Connecting, Connected  ──the client closes, and frames are not done──► Finishing ──done, any end, 5 s──► Closed
 *  any that is not Ending ──the client closes──► Closed
 * </pre>
 *
 * Frames take effect one after the other, in the order sent ({@link Intake}), in all states but Ending and
 * Closed. What each state does with what happens is in {@link SessionState}; the steps
 * that it takes are in {@link Lifecycle}. All of it runs on the connection's event loop.
 */
public final class Session implements Guest {
    private final SessionId id = new SessionId(UUID.randomUUID().toString());
    private final Connection connection;
    private final ClientAddress address;
    private final SessionOptions options;
    private final Sessions sessions;
    private final Subscriptions subscriptions;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Intake intake;
    private final Answers answers;
    private final Lifecycle life;

    Session(Connection connection, Ticket place, Ticket handshake, SessionOptions options, Sessions sessions) {
        this.connection = connection;
        this.address = place.address();
        this.options = options;
        this.sessions = sessions;
        this.subscriptions = new Subscriptions(options.maxSubscriptions());
        this.transactions = new Transactions(options.transactions(), sessions.limits()::exceeded);
        this.outbox = new Outbox(connection, sessions.wheel(), options.outboxBytes(), sessions.backlog(), this::onRoom);
        this.answers = new Answers(this, sessions);
        this.intake = new Intake(this, connection, sessions.limits().quota(place.address()), options, sessions);
        this.life = new Lifecycle(this, connection, place, handshake, sessions);
    }

    // --- what happens to it

    /** Bytes from the client, however they are cut. */
    public void onBytes(Buffer bytes) {
        state().onRead();
        intake.onBytes(bytes);
    }

    void onFrame(Frame frame) {
        state().onFrame(life, frame);
    }

    /** The transport is gone, for whatever reason. */
    public void onClosed() {
        state().onGone(life);
    }

    /** A frame's turn is over. */
    void onHandled(Frame frame, AsyncResult<Map<String, String>> done) {
        if (done.succeeded()) {
            taken(frame, done.result());
        } else {
            refused(frame, done.cause());
        }
        if (!intake.isWorking()) {
            state().onIdle(life);
        }
    }

    private void taken(Frame frame, Map<String, String> outcome) {
        boolean connecting = frame.getCommand() == Command.CONNECT || frame.getCommand() == Command.STOMP;
        if (!connecting && !Transactions.isMember(frame)) {
            answers.receipt(frame, outcome);
        }
        if (frame.getCommand() == Command.DISCONNECT) {
            close(CloseReason.NORMAL);
        }
    }

    private void refused(Frame frame, Throwable failure) {
        if (failure instanceof FrameError error) {
            fail(error.toRefusal(), frame);
            return;
        }
        transactions.refuse(frame);
        Refusal refusal = answers.refusal(failure);
        if (!answers.refuse(refusal, frame)) {
            fail(refusal, frame);
        }
    }

    private void onRoom() {
        if (isOpen()) {
            subscriptions.onRoom();
            intake.pauseOrResume();
        }
    }

    // --- what handlers do with a session

    /** Believes the client: answers CONNECTED and begins to beat. */
    public void open(Identity identity, HeartBeat theirs, Map<String, String> connected) {
        state().onBelieved(life, identity, HeartBeat.agree(options.heartBeat(), theirs), connected);
    }

    /** Speaks for the same user with another token, or under another display name. */
    public void identify(Identity identity) {
        state().onIdentified(life, identity);
    }

    /** Speaks under this display name from now on: only a guest chooses its own. */
    public void speakAs(Actor actor) {
        Identity identity = identity();
        if (!actor.equals(identity.actor())) {
            identify(identity.as(actor));
        }
    }

    /** The client's end of a new subscription. */
    public Subscriber subscriber(String id, boolean named, String destination, AckMode mode) {
        Deliveries deliveries = mode == AckMode.AUTO
                ? sessions.unacknowledged()
                : new Deliveries(
                        mode,
                        options.maxUnacknowledged(),
                        () -> sessions.limits().exceeded(Limit.UNACKNOWLEDGED));
        return new Subscriber(this, id, named, destination, deliveries);
    }

    /** Writes a frame of the server; false where it is not written: an interceptor withholds it, or nobody hears it. */
    public boolean send(Frame frame) {
        return answers.send(frame);
    }

    /**
     * Whether an interceptor wants to see frames of this command: then {@link #send} is the way, and not the outbox with
     * bytes that were encoded for many.
     */
    public boolean intercepts(Command command) {
        return sessions.interceptors().wants(command);
    }

    /** Says that a frame has taken effect, and what came of it, where the client asked for that. */
    public void receipt(Frame frame, Map<String, String> outcome) {
        answers.receipt(frame, outcome);
    }

    /** Ends the connection with an ERROR, in answer to a frame or to none. */
    public void fail(Refusal refusal, @Nullable Frame frame) {
        state().onFatal(life, refusal, frame);
    }

    /** Ends the connection; what was written leaves first. */
    public void close(CloseReason reason) {
        state().onClose(life, reason);
    }

    @Override
    public boolean announceMove(Duration closesIn) {
        return notice(MoveNotice.EVENT, MoveNotice.body(closesIn));
    }

    /** Says something to the client where it listens for what concerns it; false where it does not. */
    public boolean notice(String event, JsonObject body) {
        return answers.notice(event, body);
    }

    /** Refuses now what a frame was granted before. */
    public void withdraw(Refusal refusal, Frame granted) {
        if (!answers.refuse(refusal, granted)) {
            fail(refusal, granted);
        }
    }

    @Override
    public void leave() {
        state().onLeave(life);
    }

    /** Does something when nothing the client has sent takes effect any more; at once when that is so. */
    public void onEnd(Runnable task) {
        life.onEnd(task);
    }

    // --- what it is

    public SessionId id() {
        return id;
    }

    public Subscriptions subscriptions() {
        return subscriptions;
    }

    public Transactions transactions() {
        return transactions;
    }

    public Outbox outbox() {
        return outbox;
    }

    SessionState state() {
        return life.state();
    }

    Intake intake() {
        return intake;
    }

    Answers answers() {
        return answers;
    }

    /** Whether what the client has sent takes effect: not once the server has ended it, nor when it is over. */
    public boolean isOpen() {
        return state().isOpen();
    }

    /** Whether the client hears what is written. */
    boolean isHeard() {
        return state().isHeard();
    }

    boolean takes(Command command) {
        return state().takes(command);
    }

    /** The negotiated version; before that the oldest, which every peer can read. */
    public StompVersion version() {
        return state().version().orElse(StompVersion.V1_0);
    }

    /** Whether it is known who speaks. */
    public boolean isIdentified() {
        return state().identity().isPresent();
    }

    /**
     * Who speaks.
     *
     * @throws IllegalStateException when that is not known, or the session has ended
     */
    public Identity identity() {
        return state().identity().orElseThrow(() -> new IllegalStateException("nobody speaks in " + life.state()));
    }

    public Actor actor() {
        return identity().actor();
    }

    /** What the limits of its client's address hang on. */
    public String addressKey() {
        return address.key();
    }

    /** What interceptors are told of it. */
    InterceptedClient asIntercepted() {
        Optional<Speaker> speaker = life.state()
                .identity()
                .map(Identity::actor)
                .map(who -> new Speaker(who.id().value(), who.username(), who.roles()));
        return new InterceptedClient(
                id.value(),
                connection.door(),
                address.text(),
                speaker,
                state().version().map(StompVersion::text));
    }

    /** Whether the client has left the outbox full for too long. */
    boolean isTooSlow() {
        return isHeard() && outbox.fullFor().compareTo(options.slowConsumer()) > 0;
    }
}
