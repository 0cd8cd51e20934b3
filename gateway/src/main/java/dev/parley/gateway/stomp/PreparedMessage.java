package dev.parley.gateway.stomp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.util.Map;

/**
 * A MESSAGE for many subscribers, encoded but for its {@code subscription} header: one per event and version. The body
 * is not copied and must not change. A buffer that is made here may be cached and written to any number of connections
 * whose subscription has that id, as long as nobody appends to it.
 */
public final class PreparedMessage {
    private static final byte[] COMMAND = "MESSAGE\n".getBytes(UTF_8);

    private final Escaping escaping;
    private final byte[] headers;
    private final byte[] body;

    private PreparedMessage(Escaping escaping, byte[] headers, byte[] body) {
        this.escaping = escaping;
        this.headers = headers;
        this.body = body;
    }

    /**
     * @param headers in the order to be written, without {@code subscription} and {@code content-length}, which are
     *     skipped if they are there
     * @param body may be empty
     */
    public static PreparedMessage of(Map<String, String> headers, byte[] body, StompVersion version) {
        Escaping escaping = Escaping.of(Command.MESSAGE, version);
        StringBuilder lines = new StringBuilder();
        headers.forEach((name, value) -> {
            if (!name.equals(Header.SUBSCRIPTION) && !name.equals(Header.CONTENT_LENGTH)) {
                lines.append(FrameEncoder.line(name, value, escaping));
            }
        });
        if (body.length > 0) {
            lines.append(FrameEncoder.contentLength(body.length));
        }
        return new PreparedMessage(escaping, lines.append('\n').toString().getBytes(UTF_8), body);
    }

    /** The frame for the subscriptions of this id. */
    public Buffer forSubscription(String id) {
        return frame(FrameEncoder.line(Header.SUBSCRIPTION, id, escaping).getBytes(UTF_8));
    }

    /** The frame for a subscription of STOMP 1.0 that was made without an id. */
    public Buffer withoutSubscription() {
        return frame(new byte[0]);
    }

    private Buffer frame(byte[] subscription) {
        return Buffer.buffer(COMMAND.length + subscription.length + headers.length + body.length + 1)
                .appendBytes(COMMAND)
                .appendBytes(subscription)
                .appendBytes(headers)
                .appendBytes(body)
                .appendByte((byte) 0);
    }
}
