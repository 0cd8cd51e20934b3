package dev.parley.gateway.handler;

import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;

/** A STOMP subscription to a room's presence: what a watcher is told becomes MESSAGEs. */
final class PresenceSubscription implements PresenceFeeds.Sink {
    private final Session session;
    private final SubscribeHandler.Target target;
    private final RoomId room;
    private final PresenceFlow flow;
    private long delivered;

    PresenceSubscription(Session session, SubscribeHandler.Target target, RoomId room, PresenceFlow flow) {
        this.session = session;
        this.target = target;
        this.room = room;
        this.flow = flow;
    }

    @Override
    public void deliver(String event, JsonObject body) {
        if (!session.isOpen()) {
            return;
        }
        if (!session.outbox().hasRoom()) {
            flow.miss();
            return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (target.named()) {
            headers.put(Header.SUBSCRIPTION, target.id());
        }
        headers.put(Header.MESSAGE_ID, room + "-presence-" + session.id() + "-" + ++delivered);
        headers.put(Header.DESTINATION, target.destination());
        headers.put(Header.CONTENT_TYPE, "application/json");
        headers.put(Header.EVENT, event);
        session.send(new Frame(Command.MESSAGE, headers, body.toBuffer()));
    }
}
