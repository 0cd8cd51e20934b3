package dev.parley.gateway.handler;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.presence.RoomAttendance;
import dev.parley.gateway.session.FrameHandler;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.stomp.Destination;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.stomp.Header;
import dev.parley.gateway.stomp.StompVersion;
import io.vertx.core.Future;
import io.vertx.ext.stomp.Frame;
import java.util.Map;
import java.util.Set;

/** SUBSCRIBE: to a room's log, to its presence, or to what concerns this user. The RECEIPT comes when it is live. */
public final class SubscribeHandler implements FrameHandler {
    private static final Set<String> ACK_MODES = Set.of("auto", "client", "client-individual");

    private final Destinations destinations;
    private final RoomFeeds feeds;
    private final PresenceFeeds presence;
    private final RoomAttendance attendance;
    private final SessionMeters meters;

    public SubscribeHandler(
            Destinations destinations,
            RoomFeeds feeds,
            PresenceFeeds presence,
            RoomAttendance attendance,
            SessionMeters meters) {
        this.destinations = destinations;
        this.feeds = feeds;
        this.presence = presence;
        this.attendance = attendance;
        this.meters = meters;
    }

    @Override
    public Future<Map<String, String>> handle(Session session, Frame frame) {
        String destination = frame.getHeader(Header.DESTINATION);
        String id = frame.getHeader(Header.ID);
        if (destination == null || (id == null && session.version() != StompVersion.V1_0)) {
            return fatal(session, frame, ErrorCode.BAD_REQUEST, "SUBSCRIBE needs a destination and an id");
        }
        if (!ACK_MODES.contains(frame.getHeader(Header.ACK) == null ? "auto" : frame.getHeader(Header.ACK))) {
            return fatal(session, frame, ErrorCode.BAD_REQUEST, "ack is auto, client or client-individual");
        }
        if (frame.getHeader(Header.ACK) != null && !frame.getHeader(Header.ACK).equals("auto")) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "only ack:auto is served so far");
        }
        if (session.subscriptions().isFull()) {
            return fatal(session, frame, ErrorCode.TOO_LARGE, "too many subscriptions on this connection");
        }
        String place = destination.strip();
        Target target = new Target(id == null ? place : id, id != null, place);
        if (session.subscriptions().has(target.id())) {
            throw new Refusal(ErrorCode.CONFLICT, "this subscription id is in use on this connection");
        }
        Destination meant = destinations
                .ofSubscribe(place)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "there is nothing to hear at this destination"));
        if (meant instanceof Destination.Room room) {
            return room(session, frame, target, room.id());
        }
        if (meant instanceof Destination.RoomPresence room) {
            return presence(session, target, room.id());
        }
        session.subscriptions().add(target.with(Subscription.Flow.IDLE));
        return Future.succeededFuture(Map.of());
    }

    /** What a SUBSCRIBE names. */
    record Target(String id, boolean named, String destination) {
        Subscription with(Subscription.Flow flow) {
            return new Subscription(id, named, destination, flow);
        }

        /** For the header; empty where the client gave no id. */
        String subscription() {
            return named ? id : "";
        }
    }

    private Future<Map<String, String>> room(Session session, Frame frame, Target target, RoomId room) {
        Resume resume = Resume.parse(
                frame.getHeader(Header.RESUME_SEQ),
                frame.getHeader(Header.RESUME_EPOCH),
                frame.getHeader(Header.HISTORY));
        return feeds.open(room, session.actor()).map(opening -> {
            if (!session.isOpen()) {
                opening.abandon();
                return Map.of();
            }
            Resume.Start start = resume.in(opening);
            RoomSubscription reader = new RoomSubscription(session, target, room, meters);
            RoomFlow flow = new RoomFlow(attendance, room, session.id());
            session.subscriptions().add(target.with(flow));
            if (resume.isAsked()) {
                reader.sync(opening.head(), start);
            }
            flow.begin(opening.start(reader, start.from()), session.actor());
            return Map.of(
                    Header.EPOCH, opening.head().epoch().value(),
                    Header.HEAD, Long.toString(opening.head().sequence()));
        });
    }

    private Future<Map<String, String>> presence(Session session, Target target, RoomId room) {
        PresenceFlow flow = new PresenceFlow();
        PresenceSubscription sink = new PresenceSubscription(session, target, room, flow);
        // The rights to hear a room are those to see who is in it; and an open room comes into being alike.
        return feeds.open(room, session.actor())
                .onSuccess(RoomFeeds.Opening::abandon)
                .compose(allowed -> presence.open(room, sink))
                .map(watcher -> {
                    flow.begin(watcher);
                    if (session.isOpen()) {
                        session.subscriptions().add(target.with(flow));
                    } else {
                        flow.end();
                    }
                    return Map.of();
                });
    }

    private static Future<Map<String, String>> fatal(Session session, Frame frame, ErrorCode code, String detail) {
        session.fail(new Refusal(code, detail), frame);
        return Future.succeededFuture(Map.of());
    }
}
