package dev.parley.gateway.feed;

import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.PreparedMessage;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a room as a feed holds it. Its STOMP frame is encoded once for each version and subscription id and shared
 * by every reader; nearly all clients call theirs {@code sub-0}. One event loop.
 */
public final class FeedEvent {
    /** Frames kept for one event; readers beyond that have theirs encoded for themselves. */
    private static final int MAX_FRAMES = 8;

    private final Epoch epoch;
    private final LoggedEvent event;
    private final String messageId;
    private final Map<FrameKey, Buffer> frames = new LinkedHashMap<>(2);

    /** What makes two readers' frames of one event the same. */
    private record FrameKey(
            StompVersion version,
            String destination,
            @Nullable String subscription,
            String ack,
            boolean replay) {}

    FeedEvent(RoomId room, Epoch epoch, LoggedEvent event) {
        this.epoch = epoch;
        this.event = event;
        this.messageId = room + "-" + event.sequence();
    }

    public long sequence() {
        return event.sequence();
    }

    /** What STOMP knows it by. */
    public String messageId() {
        return messageId;
    }

    public Epoch epoch() {
        return epoch;
    }

    public LoggedEvent event() {
        return event;
    }

    /**
     * The MESSAGE for a subscription (docs/protocol.md, "MESSAGE from a room's log").
     *
     * @param subscription the id, which may be an empty text; null where the client gave none (STOMP 1.0)
     * @param ack the header of this name, empty where there is none
     * @param replay whether it comes from history
     */
    public Buffer frame(
            StompVersion version, String destination, @Nullable String subscription, String ack, boolean replay) {
        FrameKey key = new FrameKey(version, destination, subscription, ack, replay);
        Buffer known = frames.get(key);
        if (known != null) {
            return known;
        }
        PreparedMessage message = PreparedMessage.of(
                headers(destination, ack, replay), event.body().utf8(), version);
        Buffer frame = subscription == null ? message.withoutSubscription() : message.forSubscription(subscription);
        if (frames.size() < MAX_FRAMES) {
            frames.put(key, frame);
        }
        return frame;
    }

    /** The headers of its MESSAGE, but for {@code subscription}. */
    public Map<String, String> headers(String destination, String ack, boolean replay) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.MESSAGE_ID, messageId);
        headers.put(Header.DESTINATION, destination);
        if (!ack.isEmpty()) {
            headers.put(Header.ACK, ack);
        }
        headers.put(Header.CONTENT_TYPE, "application/json");
        headers.put(Header.SEQ, Long.toString(event.sequence()));
        headers.put(Header.EPOCH, epoch.value());
        headers.put(Header.EVENT, event.type().name());
        if (event.clientMessageId() != null) {
            headers.put(Header.CLIENT_MESSAGE_ID, event.clientMessageId().value());
        }
        if (replay) {
            headers.put(Header.REPLAY, "true");
        }
        return headers;
    }
}
