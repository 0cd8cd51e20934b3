package dev.parley.e2e.conformance;

import dev.parley.e2e.conformance.Arrival.Line;
import dev.parley.e2e.conformance.Arrival.Received;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes frames of the server's bytes by the letter of STOMP 1.2, "Augmented BNF"; what breaks it is an
 * {@link AssertionError}. One thread.
 */
final class FrameParser {
    private static final Set<String> SERVER_COMMANDS = Set.of("CONNECTED", "MESSAGE", "RECEIPT", "ERROR");
    private static final Set<String> WITH_A_BODY = Set.of("MESSAGE", "ERROR");

    private final Consumer<Received> frames;
    private final Runnable heartBeats;
    private byte[] pending = {};

    /** @param heartBeats called for each end of line between frames */
    FrameParser(Consumer<Received> frames, Runnable heartBeats) {
        this.frames = frames;
        this.heartBeats = heartBeats;
    }

    void parse(byte[] chunk) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(pending);
        all.writeBytes(chunk);
        ByteBuffer bytes = ByteBuffer.wrap(all.toByteArray());
        while (bytes.hasRemaining() && one(bytes.mark())) {
            // everything that is complete
        }
        pending = new byte[bytes.remaining()];
        bytes.get(pending);
    }

    /** Takes an end of line or a frame; where it is not complete, takes nothing and says so. */
    private boolean one(ByteBuffer bytes) {
        List<String> lines = new ArrayList<>();
        for (String line = line(bytes); line != null; line = line(bytes)) {
            if (line.isEmpty() && lines.isEmpty()) {
                heartBeats.run();
                return true;
            }
            if (line.isEmpty()) {
                return frame(lines, bytes);
            }
            lines.add(line);
        }
        bytes.reset();
        return false;
    }

    private boolean frame(List<String> head, ByteBuffer bytes) {
        List<Line> headers = head.stream().skip(1).map(FrameParser::header).toList();
        Received frame = new Received(head.get(0), headers, Buffer.buffer());
        require(SERVER_COMMANDS.contains(frame.command()), "not a server's command: " + frame);
        int start = bytes.position();
        int end = frame.header("content-length")
                .map(length -> start + Integer.parseInt(length))
                .orElseGet(() -> indexOf(bytes, (byte) 0));
        if (end < 0 || end >= bytes.limit()) {
            bytes.reset();
            return false;
        }
        require(bytes.get(end) == 0, "no NUL behind the body of " + frame);
        require(end == start || WITH_A_BODY.contains(frame.command()), "a body on " + frame);
        byte[] body = new byte[end - start];
        bytes.get(body).get();
        frames.accept(new Received(frame.command(), headers, Buffer.buffer(body)));
        return true;
    }

    private static Line header(String line) {
        int colon = line.indexOf(':');
        require(colon > 0, "not a header: " + line);
        return new Line(line.substring(0, colon), line.substring(colon + 1));
    }

    private static @Nullable String line(ByteBuffer bytes) {
        int end = indexOf(bytes, (byte) '\n');
        if (end < 0) {
            return null;
        }
        byte[] line = new byte[end - bytes.position()];
        bytes.get(line).get();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new AssertionError("a line of headers that is not UTF-8", e);
        }
    }

    private static int indexOf(ByteBuffer bytes, byte wanted) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new AssertionError(fault);
        }
    }
}
