package dev.parley.gateway.handler;

import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** A STOMP subscription to a room's presence: what a watcher is told becomes MESSAGEs. */
final class PresenceSubscription implements PresenceFeeds.Sink {
    private final Subscriber subscriber;
    private final RoomId room;
    private final PresenceFlow flow;
    private long delivered;

    PresenceSubscription(Subscriber subscriber, RoomId room, PresenceFlow flow) {
        this.subscriber = subscriber;
        this.room = room;
        this.flow = flow;
    }

    @Override
    public void deliver(String event, Buffer body) {
        if (!subscriber.session().isOpen()) {
            return;
        }
        if (!flow.mayDeliver() || !subscriber.hasRoom()) {
            flow.miss();
            return;
        }
        String id = room + "-presence-" + subscriber.session().id() + "-" + ++delivered;
        subscriber.deliver(id, Map.of(Header.CONTENT_TYPE, "application/json", Header.EVENT, event), body.copy());
    }
}
