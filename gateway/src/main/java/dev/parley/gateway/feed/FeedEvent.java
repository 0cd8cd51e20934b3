package dev.parley.gateway.feed;

import dev.parley.contracts.chat.EventType;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.session.SharedFrames;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.PreparedMessage;
import dev.parley.gateway.stomp.StompVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a room as a feed holds it. Its STOMP frame is encoded once for each version and subscription id, as long as
 * the {@link FrameCache} keeps it, and shared by every reader; nearly all clients call theirs {@code sub-0}. One event
 * loop.
 */
public final class FeedEvent {
    private final Epoch epoch;
    private final LoggedEvent event;
    private final String messageId;
    private final FrameCache cache;
    private final SharedFrames<FrameKey> frames = new SharedFrames<>();
    /** Null until somebody asks: of what is replayed, nobody does. */
    private @Nullable RightsChange rights;

    /** What makes two readers' frames of one event the same. */
    private record FrameKey(
            StompVersion version,
            String destination,
            @Nullable String subscription,
            String ack,
            boolean replay) {}

    FeedEvent(RoomId room, Epoch epoch, LoggedEvent event, FrameCache cache) {
        this.epoch = epoch;
        this.event = event;
        this.messageId = room + "-" + event.sequence();
        this.cache = cache;
    }

    /** What it says about who may go on hearing the room. */
    RightsChange rights() {
        RightsChange known = rights;
        if (known == null) {
            known = RightsChange.of(event);
            rights = known;
        }
        return known;
    }

    /** What it says to people, of an event that takes rights; null where it says nothing. */
    public @Nullable String text() {
        return rights().text();
    }

    /** Whether a person is erased by it, from what the log says before it (docs/protocol.md, "Erased events"). */
    boolean erases() {
        return event.type() == EventType.LEAVE && event.body().isErased();
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
     * The MESSAGE for a subscription (docs/protocol.md, "MESSAGE from a room's log"), to be written at once.
     *
     * @param subscription the id, which may be an empty text; null where the client gave none (STOMP 1.0)
     * @param ack the header of this name, empty where there is none
     * @param replay whether it comes from history
     */
    public SharedFrame frame(
            StompVersion version, String destination, @Nullable String subscription, String ack, boolean replay) {
        FrameKey key = new FrameKey(version, destination, subscription, ack, replay);
        SharedFrame known = frames.find(key);
        if (known != null) {
            return known;
        }
        PreparedMessage message = PreparedMessage.of(
                headers(destination, ack, replay), event.body().utf8(), version);
        SharedFrame frame = SharedFrame.of(
                subscription == null ? message.withoutSubscription() : message.forSubscription(subscription));
        frames.add(key, frame);
        cache.keep(frame, this);
        return frame;
    }

    void forget(SharedFrame frame) {
        frames.forget(frame);
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
