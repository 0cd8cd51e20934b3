package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.feed.FeedEvent;
import dev.parley.gateway.feed.Reader;
import dev.parley.gateway.feed.Removal;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SharedFrame;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A STOMP subscription to a room's log: what a cursor delivers becomes MESSAGEs. */
final class RoomSubscription implements Reader {
    private final Subscriber subscriber;
    private final RoomId room;
    private final SessionMeters meters;
    private final RoomFlow flow;
    private final @Nullable RoomMarker marker;

    /**
     * @param flow ended where the person may not read any more
     * @param marker what is told of what was sent, where there is one
     */
    RoomSubscription(
            Subscriber subscriber, RoomId room, SessionMeters meters, RoomFlow flow, @Nullable RoomMarker marker) {
        this.flow = flow;
        this.subscriber = subscriber;
        this.room = room;
        this.meters = meters;
        this.marker = marker;
    }

    /** The first MESSAGE of a subscription that asked to resume. */
    void sync(Position head, Resume.Start start) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(Header.CONTENT_TYPE, "application/json");
        headers.put(Header.EVENT, "SYNC");
        headers.put(Header.EPOCH, head.epoch().value());
        headers.put(Header.HEAD, Long.toString(head.sequence()));
        headers.put(Header.FROM, Long.toString(start.from()));
        headers.put(Header.RECOVERED, Boolean.toString(start.reason().isEmpty()));
        start.reason().ifPresent(reason -> headers.put(Header.REASON, reason));
        subscriber.deliver(
                RoomMarker.syncId(room, head.sequence()),
                headers,
                start.sync(room, head).toBuffer());
        if (marker != null) {
            marker.onSent(marker.before());
        }
    }

    @Override
    public boolean hasRoom() {
        return subscriber.hasRoom();
    }

    @Override
    public void deliver(FeedEvent event, boolean replay) {
        String id = event.messageId();
        if (subscriber.session().intercepts(Command.MESSAGE)) {
            Buffer body = Buffer.buffer(event.event().body().utf8());
            subscriber.deliver(id, event.headers(subscriber.destination(), subscriber.ackOf(id), replay), body);
        } else {
            SharedFrame frame = event.frame(
                    subscriber.session().version(),
                    subscriber.destination(),
                    subscriber.named() ? subscriber.id() : null,
                    subscriber.ackOf(id),
                    replay);
            subscriber.deliveries().sent(id);
            subscriber.session().outbox().send(frame);
        }
        if (marker != null) {
            marker.onSent(event.sequence());
        }
        meters.delivered();
    }

    @Override
    public void onRemoved(Removal removal) {
        flow.end();
        RemovalNotice.tell(subscriber, removal);
    }

    @Override
    public void onLogReplaced() {
        subscriber
                .session()
                .fail(
                        new Refusal(
                                ErrorCode.UNAVAILABLE,
                                "the room's log no longer has what comes next: resume, and SYNC will say why",
                                Duration.ZERO),
                        null);
    }
}
