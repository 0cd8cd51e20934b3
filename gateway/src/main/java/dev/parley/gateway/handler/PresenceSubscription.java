package dev.parley.gateway.handler;

import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Header;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A STOMP subscription to a room's presence. Nothing of it is stored, so a reader that has no room misses changes; it
 * gets a snapshot again as soon as there is room.
 */
final class PresenceSubscription implements PresenceFeeds.Sink, Subscription.Flow {
    private final Session session;
    private final SubscribeHandler.Target target;
    private final RoomId room;
    private PresenceFeeds.@Nullable Watcher watcher;
    private boolean missed;
    private long delivered;

    PresenceSubscription(Session session, SubscribeHandler.Target target, RoomId room) {
        this.session = session;
        this.target = target;
        this.room = room;
    }

    void begin(PresenceFeeds.Watcher begun) {
        watcher = begun;
    }

    @Override
    public void deliver(String event, JsonObject body) {
        if (!session.isOpen()) {
            return;
        }
        if (!session.outbox().hasRoom()) {
            missed = true;
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

    @Override
    public void onRoom() {
        if (missed && watcher != null) {
            missed = false;
            watcher.again();
        }
    }

    @Override
    public void end() {
        if (watcher != null) {
            watcher.end();
        }
    }
}
