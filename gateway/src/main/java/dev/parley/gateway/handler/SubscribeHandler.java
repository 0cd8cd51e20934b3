package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.broker.Broker;
import dev.parley.gateway.feed.Markers;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.session.AckMode;
import dev.parley.gateway.session.FrameHandler;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Destination;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SUBSCRIBE: to a room's log, to its presence, or to what concerns this user. The RECEIPT comes when it is live. */
public final class SubscribeHandler implements FrameHandler {
    private final Destinations destinations;
    private final RoomFeeds feeds;
    private final Markers markers;
    private final PresenceFeeds presence;
    private final PresenceReporter reporter;
    private final Broker broker;
    private final SessionMeters meters;

    public SubscribeHandler(
            Destinations destinations,
            RoomFeeds feeds,
            Markers markers,
            PresenceFeeds presence,
            PresenceReporter reporter,
            Broker broker,
            SessionMeters meters) {
        this.destinations = destinations;
        this.feeds = feeds;
        this.markers = markers;
        this.presence = presence;
        this.reporter = reporter;
        this.broker = broker;
        this.meters = meters;
    }

    @Override
    public Future<Map<String, String>> handle(Session session, Frame frame) {
        String destination = frame.getHeader(Header.DESTINATION);
        String id = frame.getHeader(Header.ID);
        if (destination == null || (id == null && session.version() != StompVersion.V1_0)) {
            return fatal(session, frame, ErrorCode.BAD_REQUEST, "SUBSCRIBE needs a destination and an id");
        }
        Optional<AckMode> mode = AckMode.of(frame.getHeader(Header.ACK), session.version());
        if (mode.isEmpty()) {
            return fatal(session, frame, ErrorCode.BAD_REQUEST, "ack is auto, client or (since 1.1) client-individual");
        }
        if (session.subscriptions().isFull()) {
            return fatal(session, frame, ErrorCode.TOO_LARGE, "too many subscriptions on this connection");
        }
        Subscriber subscriber = session.subscriber(id == null ? destination : id, id != null, destination, mode.get());
        if (session.subscriptions().has(subscriber.id())) {
            throw new Refusal(ErrorCode.CONFLICT, "this subscription id is in use on this connection");
        }
        Destination meant = destinations
                .ofSubscribe(destination)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "there is nothing to hear at this destination"));
        if (meant instanceof Destination.Room room) {
            return room(subscriber, frame, room.id());
        }
        if (meant instanceof Destination.RoomPresence room) {
            return presence(subscriber, room.id());
        }
        if (meant instanceof Destination.Brokered brokered) {
            return brokered(subscriber, frame, brokered);
        }
        if (meant instanceof Destination.OwnQueue own) {
            return brokered(
                    subscriber, frame, new Destination.UserQueue(session.actor().username(), own.name()));
        }
        session.subscriptions().add(subscriber.with(Subscription.Flow.IDLE));
        return Future.succeededFuture(Map.of());
    }

    private Future<Map<String, String>> brokered(Subscriber subscriber, Frame frame, Destination.Brokered destination) {
        return broker.subscribe(destination, subscriber, frame).map(flow -> add(subscriber, flow));
    }

    /** A session may have ended while its subscription was made. */
    private static Map<String, String> add(Subscriber subscriber, Subscription.Flow flow) {
        if (subscriber.session().isOpen()) {
            subscriber.session().subscriptions().add(subscriber.with(flow));
        } else {
            flow.end();
        }
        return Map.of();
    }

    private Future<Map<String, String>> room(Subscriber subscriber, Frame frame, RoomId asked) {
        Session session = subscriber.session();
        String given = frame.getHeader(Header.DURABLE_NAME);
        DurableName name = given == null ? null : new DurableName(given);
        Resume resume = Resume.parse(
                frame.getHeader(Header.RESUME_SEQ),
                frame.getHeader(Header.RESUME_EPOCH),
                frame.getHeader(Header.HISTORY));
        return feeds.open(asked, session.actor(), resume.replay(name)).compose(opening -> {
            RoomId room = opening.room();
            if (!session.isOpen()) {
                opening.abandon();
                return Future.succeededFuture(Map.of());
            }
            Resume.Start start = resume.orFrom(opening.marker()).in(opening);
            RoomMarker marker = RoomMarker.of(
                    markers, subscriber, room, name, new Position(opening.head().epoch(), start.from() - 1));
            return begin(marker, opening).map(ready -> {
                if (!session.isOpen()) {
                    opening.abandon();
                    return Map.of();
                }
                RoomFlow flow = new RoomFlow(reporter, room, session.id()).marking(marker);
                RoomSubscription reader = new RoomSubscription(subscriber, room, meters, flow, marker);
                session.subscriptions().add(subscriber.with(flow));
                if (resume.isAsked() || name != null) {
                    reader.sync(opening.head(), start);
                }
                flow.begin(opening.start(reader, start.from()), session.actor());
                return Map.of(
                        Header.EPOCH, opening.head().epoch().value(),
                        Header.HEAD, Long.toString(opening.head().sequence()));
            });
        });
    }

    /** A name that is new is there before anything is delivered under it. */
    private static Future<Void> begin(@Nullable RoomMarker marker, RoomFeeds.Opening opening) {
        return marker == null
                ? Future.succeededFuture()
                : marker.begin(opening.marker()).onFailure(away -> opening.abandon());
    }

    private Future<Map<String, String>> presence(Subscriber subscriber, RoomId room) {
        PresenceFlow flow = new PresenceFlow(removal -> RemovalNotice.tell(subscriber, removal));
        PresenceSubscription sink = new PresenceSubscription(subscriber, room, flow);
        // The rights to hear a room are those to see who is in it; and an open room comes into being alike.
        return feeds.open(room, subscriber.session().actor())
                .compose(flow::open)
                .compose(allowed -> presence.open(room, sink).onFailure(away -> flow.end()))
                .map(watcher -> {
                    flow.begin(watcher);
                    return add(subscriber, flow);
                });
    }

    private static Future<Map<String, String>> fatal(Session session, Frame frame, ErrorCode code, String detail) {
        session.fail(new Refusal(code, detail), frame);
        return Future.succeededFuture(Map.of());
    }
}
