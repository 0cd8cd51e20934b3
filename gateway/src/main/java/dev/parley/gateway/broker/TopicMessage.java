package dev.parley.gateway.broker;

import dev.parley.contracts.broker.BrokerMessage;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.session.SharedFrames;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.PreparedMessage;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message for all, encoded once for the subscribers of an event loop whose frames are the same, and let go of when all
 * of them have been written to.
 */
final class TopicMessage {
    private final BrokerMessage message;
    private final SharedFrames<FrameKey> frames = new SharedFrames<>();
    private final List<SharedFrame> made = new ArrayList<>(1);

    /** What makes two subscribers' frames the same; there is no subscription where the client gave no id. */
    private record FrameKey(
            StompVersion version,
            String destination,
            @Nullable String subscription,
            String ack,
            long missed) {}

    TopicMessage(BrokerMessage message) {
        this.message = message;
    }

    String id() {
        return message.id();
    }

    /** The headers of its MESSAGE beside those that concern the subscription. */
    Map<String, String> headers(long missed) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (missed > 0) {
            headers.put(Header.MISSED, Long.toString(missed));
        }
        headers.putAll(Passing.headers(message));
        return headers;
    }

    Buffer body() {
        return Buffer.buffer(message.body().bytes());
    }

    /**
     * The MESSAGE for a subscriber.
     *
     * @param missed how many messages it did not get before this one
     */
    SharedFrame frame(Subscriber subscriber, long missed) {
        FrameKey key = new FrameKey(
                subscriber.session().version(),
                subscriber.destination(),
                subscriber.named() ? subscriber.id() : null,
                subscriber.ackOf(id()),
                missed);
        SharedFrame known = frames.find(key);
        if (known != null) {
            return known;
        }
        SharedFrame frame = SharedFrame.of(encode(key));
        frames.add(key, frame);
        made.add(frame);
        return frame;
    }

    /** Nobody is to be written to any more. */
    void release() {
        made.forEach(SharedFrame::release);
    }

    private Buffer encode(FrameKey key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.MESSAGE_ID, id());
        headers.put(Header.DESTINATION, key.destination());
        if (!key.ack().isEmpty()) {
            headers.put(Header.ACK, key.ack());
        }
        headers.putAll(headers(key.missed()));
        PreparedMessage prepared = PreparedMessage.of(headers, message.body().bytes(), key.version());
        return key.subscription() == null
                ? prepared.withoutSubscription()
                : prepared.forSubscription(key.subscription());
    }
}
