package dev.parley.gateway.session;

import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The client's end of a subscription: where MESSAGEs go.
 *
 * @param id as the client named it; in STOMP 1.0 without an id, the destination
 * @param named whether the client gave an id, so that MESSAGEs carry it
 * @param destination as the client wrote it
 */
public record Subscriber(Session session, String id, boolean named, String destination, Deliveries deliveries) {
    /** Between a message's id, which never contains it, and the subscription's in the header {@code ack}. */
    public static final char ACK_SEPARATOR = '/';

    /** Whether a MESSAGE may be sent now; if not, the flow hears {@code onRoom} when it may. */
    public boolean hasRoom() {
        return session.outbox().hasRoom() && deliveries.hasRoom();
    }

    /** The subscription with what delivers to it. */
    public Subscription with(Subscription.Flow flow) {
        return new Subscription(this, flow);
    }

    /**
     * Sends a MESSAGE.
     *
     * @param messageId of the server's making, without a slash
     * @param headers beside {@code subscription}, {@code message-id}, {@code destination} and {@code ack}, over which
     *     they have no power
     * @return false where an interceptor withholds it: it was not sent and nobody will acknowledge it
     */
    public boolean deliver(String messageId, Map<String, String> headers, Buffer body) {
        Map<String, String> all = new LinkedHashMap<>();
        if (named) {
            all.put(Header.SUBSCRIPTION, id);
        }
        all.put(Header.MESSAGE_ID, messageId);
        all.put(Header.DESTINATION, destination);
        String ack = ackOf(messageId);
        if (!ack.isEmpty()) {
            all.put(Header.ACK, ack);
        }
        headers.forEach(all::putIfAbsent);
        boolean sent = session.send(new Frame(Command.MESSAGE, all, body));
        if (sent) {
            deliveries.sent(messageId);
        }
        return sent;
    }

    /**
     * The header {@code ack} of a MESSAGE (STOMP 1.2, "ACK"): the message and the subscription. Empty where there is none,
     * in {@code auto} and before 1.2.
     */
    public String ackOf(String messageId) {
        return deliveries.areAcknowledged() && session.version() == StompVersion.V1_2
                ? messageId + ACK_SEPARATOR + id
                : "";
    }
}
