package dev.parley.gateway.bridge;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.feed.FeedEvent;
import dev.parley.gateway.feed.Reader;
import dev.parley.gateway.feed.Removal;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.handler.PresenceFlow;
import dev.parley.gateway.handler.RemovalNotice;
import dev.parley.gateway.handler.Resume;
import dev.parley.gateway.handler.RoomFlow;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.session.Subscription;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What a {@code register} at an address of the bridge does: a cursor of its own, as for a STOMP subscription. */
final class BridgeRegistrations {
    static final String ROOM = "chat.room.";
    static final String PRESENCE = "chat.presence.";
    static final String USER = "chat.user";

    private final RoomFeeds feeds;
    private final PresenceFeeds presence;
    private final PresenceReporter reporter;

    BridgeRegistrations(RoomFeeds feeds, PresenceFeeds presence, PresenceReporter reporter) {
        this.feeds = feeds;
        this.presence = presence;
        this.reporter = reporter;
    }

    Future<Void> register(BridgeSession session, String address, Actor actor, JsonObject message) {
        if (session.isRegistered(address)) {
            return Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "registered at this address already"));
        }
        session.requirePlace();
        if (address.startsWith(ROOM)) {
            return room(session, address, new RoomId(address.substring(ROOM.length())), actor, message);
        }
        if (address.startsWith(PRESENCE)) {
            return presence(session, address, new RoomId(address.substring(PRESENCE.length())), actor);
        }
        if (address.equals(USER)) {
            session.register(address, Subscription.Flow.IDLE);
            return Future.succeededFuture();
        }
        return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "there is nothing to hear at this address"));
    }

    private Future<Void> room(BridgeSession session, String address, RoomId room, Actor actor, JsonObject message) {
        Resume resume = Resume.parse(
                BridgeSession.header(message, "resume-seq"),
                BridgeSession.header(message, "resume-epoch"),
                BridgeSession.header(message, "history"));
        return feeds.open(room, actor, resume.replay(null)).map(opening -> {
            if (!session.isOpen()) {
                opening.abandon();
                return null;
            }
            Resume.Start start = resume.in(opening);
            if (resume.isAsked()) {
                session.write(BridgeJson.message(address, "SYNC", start.sync(room, opening.head())));
            }
            RoomFlow flow = new RoomFlow(reporter, opening.room(), session.id());
            session.register(address, flow);
            flow.begin(opening.start(new RoomReader(session, address), start.from()), actor);
            return null;
        });
    }

    private Future<Void> presence(BridgeSession session, String address, RoomId room, Actor actor) {
        PresenceFlow flow = new PresenceFlow(removal -> removed(session, address, removal));
        PresenceFeeds.Sink sink = (event, body) -> {
            if (flow.mayDeliver() && session.hasRoom()) {
                session.write(BridgeJson.message(address, event, body));
            } else {
                flow.miss();
            }
        };
        return feeds.open(room, actor)
                .compose(flow::open)
                .compose(allowed -> presence.open(room, sink).onFailure(away -> flow.end()))
                .map(watcher -> {
                    flow.begin(watcher);
                    if (session.isOpen() && !flow.isOver()) {
                        session.register(address, flow);
                    } else {
                        flow.end();
                    }
                    return null;
                });
    }

    /** Nothing is heard at an address any more: the client is told, and may register there again. */
    private static void removed(BridgeSession session, String address, Removal removal) {
        session.unregister(address);
        if (session.isRegistered(USER)) {
            JsonObject body = RemovalNotice.body("address", address, removal);
            session.write(BridgeJson.message(USER, RemovalNotice.EVENT, body));
        } else if (!removal.seen()) {
            session.write(BridgeJson.failure(address, RemovalNotice.refusal()));
        }
    }

    /** A room's log at one socket: what a cursor delivers becomes envelopes of the bridge protocol. */
    private record RoomReader(BridgeSession session, String address) implements Reader {
        @Override
        public boolean hasRoom() {
            return session.hasRoom();
        }

        @Override
        public void deliver(FeedEvent event, boolean replay) {
            session.write(BridgeJson.event(address, event, replay));
        }

        @Override
        public void onRemoved(Removal removal) {
            removed(session, address, removal);
        }

        @Override
        public void onLogReplaced() {
            session.fail(new Refusal(ErrorCode.UNAVAILABLE, "the room's log was replaced", Duration.ZERO));
        }
    }
}
