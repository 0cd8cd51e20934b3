package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.feed.FeedEvent;
import dev.parley.gateway.feed.Reader;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.stomp.Header;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A STOMP subscription to a room's log: what a cursor delivers becomes MESSAGEs. */
final class RoomSubscription implements Reader {
    private final Session session;
    private final SubscribeHandler.Target target;
    private final RoomId room;
    private final SessionMeters meters;

    RoomSubscription(Session session, SubscribeHandler.Target target, RoomId room, SessionMeters meters) {
        this.session = session;
        this.target = target;
        this.room = room;
        this.meters = meters;
    }

    /** The first MESSAGE of a subscription that asked to resume. */
    void sync(Position head, Resume.Start start) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (target.named()) {
            headers.put(Header.SUBSCRIPTION, target.id());
        }
        headers.put(Header.MESSAGE_ID, room + "-sync-" + head.sequence());
        headers.put(Header.DESTINATION, target.destination());
        headers.put(Header.CONTENT_TYPE, "application/json");
        headers.put(Header.EVENT, "SYNC");
        headers.put(Header.EPOCH, head.epoch().value());
        headers.put(Header.HEAD, Long.toString(head.sequence()));
        headers.put(Header.FROM, Long.toString(start.from()));
        headers.put(Header.RECOVERED, Boolean.toString(start.reason().isEmpty()));
        start.reason().ifPresent(reason -> headers.put(Header.REASON, reason));
        session.send(new Frame(Command.MESSAGE, headers, start.sync(room, head).toBuffer()));
    }

    @Override
    public boolean hasRoom() {
        return session.outbox().hasRoom();
    }

    @Override
    public void deliver(FeedEvent event, boolean replay) {
        session.outbox().send(event.frame(session.version(), target.destination(), target.subscription(), replay));
        meters.delivered();
    }

    @Override
    public void onLogReplaced() {
        session.fail(
                new Refusal(
                        ErrorCode.UNAVAILABLE, "the room's log was replaced: resume with its new epoch", Duration.ZERO),
                null);
    }
}
