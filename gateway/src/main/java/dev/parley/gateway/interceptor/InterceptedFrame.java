package dev.parley.gateway.interceptor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A frame as an interceptor sees it. Immutable: a changed one is another one, of the same command. */
public final class InterceptedFrame {
    private static final String CONTENT_LENGTH = "content-length";

    private final Command command;
    private final Map<String, String> headers;
    private final Buffer body;
    private final boolean inbound;

    private InterceptedFrame(Command command, Map<String, String> headers, Buffer body, boolean inbound) {
        this.command = command;
        this.headers = headers;
        this.body = body;
        this.inbound = inbound;
    }

    static InterceptedFrame of(Frame frame, boolean inbound) {
        Buffer body = frame.getBody() == null ? Buffer.buffer() : frame.getBody();
        return new InterceptedFrame(frame.getCommand(), new LinkedHashMap<>(frame.getHeaders()), body, inbound);
    }

    /**
     * Refuses what no change of a frame can be: one of another command, or a server's frame with another's body.
     *
     * @throws IllegalStateException for an interceptor that gives back another frame than it was given
     */
    InterceptedFrame mustComeFrom(InterceptedFrame given) {
        if (command != given.command || inbound != given.inbound || (!inbound && body != given.body)) {
            throw new IllegalStateException(
                    "an interceptor gives back the frame that it was given, or one made from it");
        }
        return this;
    }

    Frame toFrame() {
        return new Frame(command, new LinkedHashMap<>(headers), body);
    }

    public Command command() {
        return command;
    }

    /** All headers, unescaped, in the order of the frame. Cannot be changed. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A copy of the body's bytes. */
    public byte[] body() {
        return body.getBytes();
    }

    /** The body as UTF-8. */
    public String text() {
        return body.toString(UTF_8);
    }

    /**
     * The frame with this header, instead of one of that name or after the others.
     *
     * @throws IllegalArgumentException for a name or value that not every version of STOMP can carry
     */
    public InterceptedFrame withHeader(String name, String value) {
        if (name.isEmpty() || name.indexOf(':') >= 0 || breaksLines(name) || breaksLines(value)) {
            throw new IllegalArgumentException("a header has a name without a colon, and no line break or NUL");
        }
        return withHeaders(changed -> changed.put(name, value));
    }

    /** The frame without this header. */
    public InterceptedFrame withoutHeader(String name) {
        return withHeaders(changed -> changed.remove(name));
    }

    InterceptedFrame withHeaders(Consumer<Map<String, String>> change) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        change.accept(changed);
        return new InterceptedFrame(command, changed, body, inbound);
    }

    /**
     * A client's frame with another body.
     *
     * @throws IllegalStateException for a frame of the server, whose body is the same for every reader
     */
    public InterceptedFrame withBody(byte[] bytes) {
        if (!inbound) {
            throw new IllegalStateException("the body of a frame of the server cannot be changed");
        }
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.replace(CONTENT_LENGTH, Integer.toString(bytes.length));
        return new InterceptedFrame(command, changed, Buffer.buffer(bytes), true);
    }

    /** Without what it says: bodies and credentials belong in no log. */
    @Override
    public String toString() {
        return command + " with " + headers.size() + " headers and " + body.length() + " bytes";
    }

    private static boolean breaksLines(String text) {
        return text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0);
    }
}
