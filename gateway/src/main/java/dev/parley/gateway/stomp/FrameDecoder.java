package dev.parley.gateway.stomp;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Frame;
import java.util.OptionalLong;

/**
 * Turns the bytes of one peer into frames (STOMP 1.2, "Augmented BNF"), however they are cut into chunks. Looks at
 * each byte once; holds no more of an unfinished frame than {@link DecoderLimits#maxBufferedBytes()} and nothing
 * between frames. Not thread-safe: one connection, one event loop.
 *
 * <p>A line ends with LF or CR LF in every version: 1.1 and 1.0 know LF alone, but their clients, like telnet, send
 * both, and no header of theirs ends in CR for a purpose. Line ends between frames are heart-beats. A header value may
 * hold unescaped colons. Beyond that it is strict: what is not STOMP is a {@link FrameError}.
 *
 * <p>It ends for good, and ignores all that follows, with the first {@link FrameError}, when the sink is found closed,
 * or when the sink throws: bytes behind a fatal error are never acted upon.
 */
public final class FrameDecoder {
    private static final byte NUL = 0;
    private static final byte LF = '\n';
    private static final byte CR = '\r';

    private enum State {
        COMMAND,
        HEADERS,
        BODY_BY_LENGTH,
        BODY_TO_NUL,
        FINAL_NUL
    }

    /** Who speaks: the two have commands of their own. */
    public enum Side {
        CLIENT,
        SERVER
    }

    /** Where frames go. Called in the order of the bytes, while {@link #decode} runs; must not call it again. */
    public interface Sink {
        /** A well-formed frame, by its form: whether it is legal now is not looked at. The body is never null. */
        void onFrame(Frame frame);

        /** An EOL between frames. */
        void onHeartBeat();

        /** Asked before each step: once false, nothing more is delivered, be it in the same chunk or a later one. */
        boolean isOpen();
    }

    private final DecoderLimits limits;
    private final FrameHead head;
    private final GatheredBytes gathered = new GatheredBytes();
    private StompVersion version = StompVersion.V1_2;
    private State state = State.COMMAND;
    private int bodyBytes;
    private boolean ended;

    /** For what clients say. */
    public FrameDecoder(DecoderLimits limits) {
        this(Side.CLIENT, limits);
    }

    public FrameDecoder(Side side, DecoderLimits limits) {
        this.limits = limits;
        this.head = new FrameHead(side, limits.maxHeaders());
    }

    /**
     * Names the version of all frames to come; to be called as soon as CONNECT is delivered, from inside the sink, since
     * frames may follow in the same chunk. CONNECT and STOMP themselves are read the same in every version.
     */
    public void speak(StompVersion negotiated) {
        version = negotiated;
    }

    /**
     * Delivers every frame and heart-beat that the chunk completes.
     *
     * @throws FrameError once, at the first byte that breaks a rule or limit; what stood before it has been delivered
     */
    public void decode(Buffer chunk, Sink sink) throws FrameError {
        if (ended) {
            return;
        }
        ended = true; // and stays so when the sink or a step throws
        try {
            byte[] bytes = chunk.getBytes();
            int at = 0;
            while (at < bytes.length && sink.isOpen()) {
                at = step(bytes, at, sink);
            }
            ended = !sink.isOpen();
        } finally {
            if (ended) {
                release();
            }
        }
    }

    /** How many bytes of an unfinished frame are held: what a connection adds to its account of memory. */
    public int bufferedBytes() {
        return head.storedBytes() + gathered.capacity();
    }

    /** Reads as far as the state goes and returns where the next one starts. */
    private int step(byte[] bytes, int at, Sink sink) throws FrameError {
        return switch (state) {
            case COMMAND, HEADERS -> readLine(bytes, at, sink);
            case BODY_BY_LENGTH -> readBodyByLength(bytes, at);
            case BODY_TO_NUL -> readBodyToNul(bytes, at, sink);
            case FINAL_NUL -> readFinalNul(bytes, at, sink);
        };
    }

    private int readLine(byte[] bytes, int start, Sink sink) throws FrameError {
        int end = start;
        while (end < bytes.length && bytes[end] != LF && bytes[end] != NUL) {
            end++;
        }
        gatherLine(bytes, start, end);
        if (end == bytes.length) {
            return end;
        }
        if (bytes[end] == NUL) {
            throw FrameError.malformed("a NUL before the empty line that ends the headers");
        }
        onLine(sink);
        return end + 1;
    }

    private void gatherLine(byte[] bytes, int start, int end) throws FrameError {
        int max = state == State.COMMAND ? FrameHead.LONGEST_COMMAND : limits.maxHeaderLineBytes();
        int length = gathered.size() + end - start;
        if (length > max && end > start) {
            boolean justAnEolBegins = length == max + 1 && bytes[end - 1] == CR;
            if (!justAnEolBegins) {
                throw state == State.COMMAND
                        ? FrameHead.unknownCommand()
                        : FrameError.tooLarge(FrameError.Excess.HEADER_LINE, "a header line is too long");
            }
        }
        gathered.add(bytes, start, end, max + 1);
    }

    private void onLine(Sink sink) throws FrameError {
        int length = gathered.size();
        if (length > 0 && gathered.array()[length - 1] == CR) {
            length--;
        }
        if (state == State.HEADERS) {
            if (length > 0) {
                head.add(gathered.array(), length, version);
            } else {
                onHeadersEnd();
            }
            gathered.clear();
        } else if (length > 0) {
            head.begin(gathered.array(), length);
            state = State.HEADERS;
            gathered.clear();
        } else {
            gathered.release();
            sink.onHeartBeat();
        }
    }

    /** Decides how the body ends; a {@code content-length} is believed or refused before any of the body is kept. */
    private void onHeadersEnd() throws FrameError {
        head.end();
        OptionalLong declared = head.contentLength();
        if (declared.orElse(0) > limits.maxBodyBytes()) {
            throw bodyTooLarge();
        }
        bodyBytes = (int) declared.orElse(0);
        if (head.mayHaveBody(version)) {
            state = declared.isPresent() ? State.BODY_BY_LENGTH : State.BODY_TO_NUL;
        } else if (bodyBytes == 0) {
            state = State.FINAL_NUL;
        } else {
            throw FrameError.malformed("this frame has no body");
        }
    }

    private int readBodyByLength(byte[] bytes, int start) {
        int end = start + Math.min(bodyBytes - gathered.size(), bytes.length - start);
        gathered.add(bytes, start, end, limits.maxBodyBytes());
        if (gathered.size() == bodyBytes) {
            state = State.FINAL_NUL;
        }
        return end;
    }

    private int readBodyToNul(byte[] bytes, int start, Sink sink) throws FrameError {
        int end = start;
        while (end < bytes.length && bytes[end] != NUL) {
            end++;
        }
        if (gathered.size() + end - start > limits.maxBodyBytes()) {
            throw bodyTooLarge();
        }
        gathered.add(bytes, start, end, limits.maxBodyBytes());
        return end == bytes.length ? end : readFinalNul(bytes, end, sink);
    }

    private int readFinalNul(byte[] bytes, int at, Sink sink) throws FrameError {
        if (bytes[at] != NUL) {
            throw FrameError.malformed("no NUL where the frame ends: by content-length, or as it has no body");
        }
        Frame frame = head.toFrame(gathered.toBuffer());
        release();
        sink.onFrame(frame);
        return at + 1;
    }

    private static FrameError bodyTooLarge() {
        return FrameError.tooLarge(FrameError.Excess.BODY, "the body is too large");
    }

    private void release() {
        state = State.COMMAND;
        head.release();
        gathered.release();
    }
}
