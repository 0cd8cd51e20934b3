package dev.parley.gateway.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A sink that remembers, and the words in which tests speak about frames. */
final class Heard implements FrameDecoder.Sink {
    /** A frame by value. */
    record Said(Command command, Map<String, String> headers, Buffer body) {
        static Said of(Frame frame) {
            return new Said(frame.getCommand(), frame.getHeaders(), frame.getBody());
        }

        String text() {
            return body.toString(UTF_8);
        }
    }

    final List<Said> frames = new ArrayList<>();
    int heartBeats;
    boolean open = true;
    Consumer<Frame> then = frame -> {};

    @Override
    public void onFrame(Frame frame) {
        frames.add(Said.of(frame));
        then.accept(frame);
    }

    @Override
    public void onHeartBeat() {
        heartBeats++;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    Said only() {
        if (frames.size() != 1) {
            throw new AssertionError("expected one frame, heard " + frames);
        }
        return frames.get(0);
    }

    /** Reads a whole text of a client that speaks this version. */
    static Heard reading(StompVersion version, String text) throws FrameError {
        return reading(version, Buffer.buffer(text));
    }

    static Heard reading(StompVersion version, Buffer bytes) throws FrameError {
        Heard heard = new Heard();
        FrameDecoder decoder = new FrameDecoder(DecoderLimits.DEFAULTS);
        decoder.speak(version);
        decoder.decode(bytes, heard);
        return heard;
    }
}
