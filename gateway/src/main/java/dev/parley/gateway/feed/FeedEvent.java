package dev.parley.gateway.feed;

import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.PreparedMessage;
import dev.parley.gateway.stomp.StompVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event of a room as a feed holds it. Its STOMP frame is encoded once for each version and subscription id, as long as
 * the {@link FrameCache} keeps it, and shared by every reader; nearly all clients call theirs {@code sub-0}. One event
 * loop.
 */
public final class FeedEvent {
    /** Frames found again for one event; readers beyond that have theirs encoded for themselves. */
    private static final int MAX_FRAMES = 8;

    private final Epoch epoch;
    private final LoggedEvent event;
    private final String messageId;
    private final FrameCache cache;
    private final List<Encoded> frames = new ArrayList<>(1);

    /** What makes two readers' frames of one event the same. */
    private record Encoded(
            StompVersion version,
            String destination,
            @Nullable String subscription,
            String ack,
            boolean replay,
            SharedFrame frame) {
        private boolean isFor(
                StompVersion other, String place, @Nullable String id, String acknowledged, boolean replayed) {
            return version == other
                    && replay == replayed
                    && Objects.equals(subscription, id)
                    && destination.equals(place)
                    && ack.equals(acknowledged);
        }
    }

    FeedEvent(RoomId room, Epoch epoch, LoggedEvent event, FrameCache cache) {
        this.epoch = epoch;
        this.event = event;
        this.messageId = room + "-" + event.sequence();
        this.cache = cache;
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
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).isFor(version, destination, subscription, ack, replay)) {
                return frames.get(i).frame();
            }
        }
        PreparedMessage message = PreparedMessage.of(
                headers(destination, ack, replay), event.body().utf8(), version);
        SharedFrame frame = SharedFrame.of(
                subscription == null ? message.withoutSubscription() : message.forSubscription(subscription));
        if (frames.size() < MAX_FRAMES) {
            frames.add(new Encoded(version, destination, subscription, ack, replay, frame));
        }
        cache.keep(frame, this);
        return frame;
    }

    void forget(SharedFrame frame) {
        frames.removeIf(encoded -> encoded.frame() == frame);
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
