package dev.parley.gateway.session;

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
import java.util.Map;
import java.util.Optional;

/**
 * The way into one session: bytes become frames, and frames are handled one after the other in the order sent. Those
 * that wait are bounded, by not reading the transport. One event loop.
 */
final class Intake implements FrameDecoder.Sink {
    private final Session session;
    private final Connection connection;
    private final SessionOptions options;
    private final Sessions sessions;
    private final Limits limits;
    private final FrameDecoder decoder;
    private final FrameQueue frames;
    private final Throttle throttle;
    private boolean paused;

    Intake(Session session, Connection connection, Quota quota, SessionOptions options, Sessions all) {
        this.session = session;
        this.connection = connection;
        this.options = options;
        this.sessions = all;
        this.limits = all.limits();
        this.decoder = new FrameDecoder(options.limits());
        this.frames = new FrameQueue(this::handle, this::onHandled, session::isOpen);
        this.throttle = new Throttle(quota, limits, all.wheel(), this::pauseOrResume);
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

    private Future<Map<String, String>> handle(Frame frame) {
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

    private void onHandled(Frame frame, AsyncResult<Map<String, String>> done) {
        session.onHandled(frame, done);
        pauseOrResume();
    }

    /** Reads the transport only while the client's frames, their rate and our answers are within their bounds. */
    void pauseOrResume() {
        Optional<Limit> over = over();
        if (session.isHeard() && (over.isPresent() || !session.outbox().hasRoom() || throttle.holds())) {
            pause(over);
        } else if (frames.waiting() <= options.maxPendingFrames() / 2
                && frames.waitingBytes() <= options.maxPendingBytes() / 2) {
            resume();
        }
    }

    private Optional<Limit> over() {
        if (frames.waiting() >= options.maxPendingFrames()) {
            return Optional.of(Limit.PENDING_FRAMES);
        }
        return frames.waitingBytes() >= options.maxPendingBytes() ? Optional.of(Limit.PENDING_BYTES) : Optional.empty();
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
    }
}
