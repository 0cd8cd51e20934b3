package dev.parley.gateway.session;

import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is in its life, and what it does there with a frame, an end and an error. {@link Session} draws the
 * chart, {@link Lifecycle} takes the steps, docs/adr/0020 says why there are these. What exists only in a state lives in it. Unless
 * a state says otherwise, what happens does not matter to it any more.
 */
sealed interface SessionState {
    /** Whether what the client has sent takes effect. */
    default boolean isOpen() {
        return true;
    }

    /** Whether the client hears what is written. */
    default boolean isHeard() {
        return false;
    }

    /** The version, once it is negotiated. */
    default Optional<StompVersion> version() {
        return Optional.empty();
    }

    /** Who speaks, once that is known. */
    default Optional<Identity> identity() {
        return Optional.empty();
    }

    /** Bytes have come. */
    default void onRead() {}

    /** A whole frame has come. */
    default void onFrame(Lifecycle life, Frame frame) {}

    /** Whether a frame that has come does anything when its turn comes. */
    default boolean takes(Command command) {
        return true;
    }

    /** CONNECT is believed. */
    default void onBelieved(Lifecycle life, Identity identity, HeartBeat agreed, Map<String, String> connected) {}

    /** The same user has another token, or another display name. */
    default void onIdentified(Lifecycle life, Identity identity) {}

    /** All frames that have come are done. */
    default void onIdle(Lifecycle life) {}

    /** The client has closed its connection, or it broke. */
    default void onGone(Lifecycle life) {}

    /** It cannot go on, because of a frame or of something else. */
    default void onFatal(Lifecycle life, Refusal refusal, @Nullable Frame cause) {}

    /** The server ends it. */
    default void onClose(Lifecycle life, CloseReason reason) {}

    /** The gateway stops, and the client is to go elsewhere. Who has closed finishes by itself. */
    default void onLeave(Lifecycle life) {}

    /** Stops the timers of a session that goes on no more. */
    default void stop() {}

    /** The client is there: it is told why it ends, and its frames wait their turn. */
    sealed interface Present extends SessionState {
        @Override
        default boolean isHeard() {
            return true;
        }

        @Override
        default void onFrame(Lifecycle life, Frame frame) {
            life.enqueue(frame);
        }

        @Override
        default void onGone(Lifecycle life) {
            life.finish(this);
        }

        @Override
        default void onFatal(Lifecycle life, Refusal refusal, @Nullable Frame cause) {
            life.tell(refusal, cause);
            life.end(CloseReason.of(refusal.code()));
        }

        @Override
        default void onClose(Lifecycle life, CloseReason reason) {
            life.end(reason);
        }

        @Override
        default void onLeave(Lifecycle life) {
            life.end(CloseReason.GOING_AWAY);
        }
    }

    /** The transport is there; CONNECT has not come. */
    record AwaitingConnect(Wheel.Entry deadline) implements Present {
        @Override
        public void onFrame(Lifecycle life, Frame frame) {
            if (frame.getCommand() == Command.CONNECT || frame.getCommand() == Command.STOMP) {
                life.connect(frame, deadline);
            } else {
                life.fail("the first frame must be CONNECT or STOMP", frame);
            }
        }

        @Override
        public void stop() {
            deadline.cancel();
        }
    }

    /** CONNECT has come; whether it is believed is not decided. Other frames wait behind it. */
    record Connecting(StompVersion agreed, Wheel.Entry deadline) implements Present {
        @Override
        public Optional<StompVersion> version() {
            return Optional.of(agreed);
        }

        @Override
        public void onBelieved(Lifecycle life, Identity who, HeartBeat beats, Map<String, String> connected) {
            life.become(believed(life, who, beats));
            life.welcome(connected);
        }

        private Connected believed(Lifecycle life, Identity who, HeartBeat beats) {
            stop();
            return new Connected(agreed, who, life.expiry(who), life.beating(beats));
        }

        @Override
        public void stop() {
            deadline.cancel();
        }
    }

    /** CONNECTED was sent. */
    record Connected(StompVersion agreed, Identity who, Optional<Wheel.Entry> expiry, HeartBeats beats)
            implements Present {
        @Override
        public Optional<StompVersion> version() {
            return Optional.of(agreed);
        }

        @Override
        public Optional<Identity> identity() {
            return Optional.of(who);
        }

        @Override
        public void onRead() {
            beats.onRead();
        }

        @Override
        public void onIdentified(Lifecycle life, Identity identity) {
            life.become(as(life, identity));
        }

        private Connected as(Lifecycle life, Identity identity) {
            expiry.ifPresent(Wheel.Entry::cancel);
            return new Connected(agreed, identity, life.expiry(identity), beats);
        }

        @Override
        public void onGone(Lifecycle life) {
            beats.stop();
            life.finish(this);
        }

        @Override
        public void onLeave(Lifecycle life) {
            life.leave(this);
        }

        @Override
        public void stop() {
            expiry.ifPresent(Wheel.Entry::cancel);
            beats.stop();
        }
    }

    /**
     * The gateway stops: what had come of frames is done and answered, until the deadline, and then the server closes.
     * What comes now does nothing: the client, which has no answer to it, sends it again elsewhere.
     */
    record Leaving(Connected before, Wheel.Entry deadline) implements Present {
        @Override
        public Optional<StompVersion> version() {
            return before.version();
        }

        @Override
        public Optional<Identity> identity() {
            return before.identity();
        }

        @Override
        public void onRead() {
            before.onRead();
        }

        @Override
        public void onFrame(Lifecycle life, Frame frame) {
            // too late
        }

        @Override
        public void onIdentified(Lifecycle life, Identity identity) {
            life.become(new Leaving(before.as(life, identity), deadline));
        }

        @Override
        public void onIdle(Lifecycle life) {
            life.end(CloseReason.GOING_AWAY);
        }

        @Override
        public void onGone(Lifecycle life) {
            deadline.cancel();
            before.onGone(life);
        }

        @Override
        public void onLeave(Lifecycle life) {
            // it does
        }

        @Override
        public void stop() {
            deadline.cancel();
            before.stop();
        }
    }

    /**
     * The client has closed its connection, and frames that had come before are not done: they go on to take effect
     * (STOMP 1.2, "RECEIPT"), with the rights that the session has, until the deadline. Nobody is told of anything.
     *
     * @param before what the session was; only one that had a CONNECT has frames that are not done
     */
    record Finishing(Present before, Wheel.Entry deadline) implements SessionState {
        /** What has no effect but on somebody who is there. */
        private static final Set<Command> OF_A_LISTENER = Set.of(Command.SUBSCRIBE, Command.UNSUBSCRIBE);

        @Override
        public Optional<StompVersion> version() {
            return before.version();
        }

        @Override
        public Optional<Identity> identity() {
            return before.identity();
        }

        @Override
        public boolean takes(Command command) {
            return !OF_A_LISTENER.contains(command);
        }

        @Override
        public void onBelieved(Lifecycle life, Identity who, HeartBeat beats, Map<String, String> connected) {
            if (before instanceof Connecting connecting) {
                life.become(new Finishing(connecting.believed(life, who, HeartBeat.NONE), deadline));
                life.welcome(connected);
            }
        }

        @Override
        public void onIdentified(Lifecycle life, Identity identity) {
            if (before instanceof Connected connected) {
                life.become(new Finishing(connected.as(life, identity), deadline));
            }
        }

        @Override
        public void onIdle(Lifecycle life) {
            life.over();
        }

        @Override
        public void onFatal(Lifecycle life, Refusal refusal, @Nullable Frame cause) {
            life.over();
        }

        @Override
        public void onClose(Lifecycle life, CloseReason reason) {
            life.over();
        }

        @Override
        public void stop() {
            deadline.cancel();
            before.stop();
        }
    }

    /** The server has ended it: what was written is leaving, and nothing that has come or comes takes effect. */
    record Ending(Wheel.Entry deadline) implements SessionState {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void onGone(Lifecycle life) {
            life.over();
        }

        @Override
        public void stop() {
            deadline.cancel();
        }
    }

    /** Over. */
    record Closed() implements SessionState {
        @Override
        public boolean isOpen() {
            return false;
        }
    }
}
