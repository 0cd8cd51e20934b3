package dev.parley.gateway.session;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.limits.Quota;
import dev.parley.gateway.stomp.FrameDecoder;
import dev.parley.gateway.stomp.FrameError;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The way into one session: bytes become frames, and frames are handled one after the other in the order sent. Those
 * that wait are bounded, by not reading the transport. One event loop.
 */
final class Intake implements FrameDecoder.Sink, FrameQueue.Owner {
    /** When who hoarded may try again. */
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final Session session;
    private final Connection connection;
    private final SessionOptions options;
    private final Sessions sessions;
    private final Limits limits;
    private final FrameDecoder decoder;
    private final FrameQueue frames;
    private final Throttle throttle;
    private final Backlog.Holding held;
    private boolean paused;

    Intake(Session session, Connection connection, Quota quota, SessionOptions options, Sessions all) {
        this.session = session;
        this.connection = connection;
        this.options = options;
        this.sessions = all;
        this.limits = all.limits();
        this.decoder = new FrameDecoder(options.limits());
        this.frames = new FrameQueue(this);
        this.throttle = new Throttle(quota, limits, all.wheel(), this::pauseOrResume);
        this.held = all.backlog().holding();
    }

    /** Bytes from the client, however they are cut. What is wrong with them is the end when the frames before are done. */
    void onBytes(Buffer bytes) {
        try {
            decoder.decode(bytes, this);
        } catch (FrameError error) {
            frames.addLast(() -> {
                ExceededLimits.of(error).ifPresent(limits::exceeded);
                session.fail(error.toRefusal(), null);
            });
        }
        pauseOrResume();
        refuseToHoard();
    }

    @Override
    public void onFrame(Frame frame) {
        sessions.meters().frame(frame.getCommand());
        if (frame.getCommand() != Command.SEND) {
            throttle.onFrame();
        }
        session.onFrame(frame);
    }

    @Override
    public void onHeartBeat() {
        // the session has noted that the client lives
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    /** Reads what comes as this version has it. */
    void speak(StompVersion version) {
        decoder.speak(version);
    }

    /** A frame's turn comes when all before it are done. */
    void add(Frame frame) {
        frames.add(frame);
    }

    /** Whether a frame is being handled or waits. */
    boolean isWorking() {
        return frames.isWorking();
    }

    @Override
    public Future<Map<String, String>> handle(Frame frame) {
        if (!session.takes(frame.getCommand())) {
            return Future.succeededFuture(Map.of());
        }
        if (frame.getCommand() == Command.SEND) {
            throttle.onSend(session.actor().id());
        }
        Interceptors interceptors = sessions.interceptors();
        Frame wanted = interceptors.isEmpty() ? frame : interceptors.inbound(frame, session.asIntercepted());
        return sessions.handlerOf(frame.getCommand()).handle(session, wanted);
    }

    @Override
    public void onHandled(Frame frame, AsyncResult<Map<String, String>> done) {
        session.onHandled(frame, done);
        pauseOrResume();
    }

    /** Reads the transport only while the client's frames, their rate and our answers are within their bounds. */
    void pauseOrResume() {
        if (isOpen()) {
            held.set(frames.waitingBytes() + unfinishedBytes());
        }
        Optional<Limit> over = over();
        if (session.isHeard() && (over.isPresent() || !session.outbox().hasRoom() || throttle.holds())) {
            pause(over);
        } else if (frames.waiting() <= options.maxPendingFrames() / 2
                && frames.waitingBytes() <= maxPendingBytes() / 2) {
            resume();
        }
    }

    private Optional<Limit> over() {
        if (frames.waiting() >= options.maxPendingFrames()) {
            return Optional.of(Limit.PENDING_FRAMES);
        }
        return frames.waitingBytes() >= maxPendingBytes() ? Optional.of(Limit.PENDING_BYTES) : Optional.empty();
    }

    private long maxPendingBytes() {
        return Math.min(options.maxPendingBytes(), sessions.backlog().share() + 1);
    }

    /** Of frames and transactions that only the client can finish. */
    private long unfinishedBytes() {
        return decoder.bufferedBytes() + session.transactions().bytes();
    }

    /** What only the client can finish has to keep to this connection's share of the memory. */
    private void refuseToHoard() {
        if (unfinishedBytes() > sessions.backlog().share() && isOpen()) {
            limits.exceeded(Limit.BACKLOG);
            session.fail(new Refusal(ErrorCode.UNAVAILABLE, "too much waits at this gateway", COME_BACK), null);
        }
    }

    private void pause(Optional<Limit> over) {
        if (!paused) {
            paused = true;
            over.ifPresent(limits::exceeded);
            connection.pause();
        }
    }

    /** Whether the transport is not read for now. */
    boolean isPaused() {
        return paused;
    }

    /** Reads the transport again, if it was not. */
    void resume() {
        if (paused) {
            paused = false;
            connection.resume();
        }
    }

    /** Handles nothing more of what has come. */
    void stop() {
        throttle.stop();
        frames.clear();
        held.set(0);
    }
}
