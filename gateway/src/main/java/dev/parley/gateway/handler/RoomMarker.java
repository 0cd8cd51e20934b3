package dev.parley.gateway.handler;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.gateway.feed.Markers;
import dev.parley.gateway.session.Deliveries;
import dev.parley.gateway.session.Subscriber;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ACKs of one subscription move: the person's marker in the room, and that of the subscription's durable name
 * (docs/adr/0022). It goes as far as everything is answered; what is sent in the mode {@code auto} counts as answered.
 */
final class RoomMarker {
    private static final String SYNC = "sync-";

    private final Markers markers;
    private final Deliveries deliveries;
    private final Actor who;
    private final RoomId room;
    private final @Nullable DurableName name;
    private final Position before;
    private long acknowledged = -1;
    private long moved = -1;
    private boolean isUsed;

    /** @param before the place before the first event that the subscription gets */
    private RoomMarker(
            Markers markers, Subscriber subscriber, RoomId room, @Nullable DurableName name, Position before) {
        this.markers = markers;
        this.deliveries = subscriber.deliveries();
        this.who = subscriber.session().actor();
        this.room = room;
        this.name = name;
        this.before = before;
    }

    /** The marker of a subscription; null where nothing would ever move one. */
    static @Nullable RoomMarker of(
            Markers markers, Subscriber subscriber, RoomId room, @Nullable DurableName name, Position before) {
        return name == null && !subscriber.deliveries().areAcknowledged()
                ? null
                : new RoomMarker(markers, subscriber, room, name, before);
    }

    /** The id of the SYNC of a room whose log stands so. */
    static String syncId(RoomId room, long head) {
        return room + "-" + SYNC + head;
    }

    /**
     * Makes the name where it is new, else keeps it from being forgotten.
     *
     * @param known where it stands
     * @return completes when the name is there
     */
    Future<Void> begin(@Nullable Position known) {
        if (name == null) {
            return Future.succeededFuture();
        }
        if (known == null) {
            put(name, before);
            return store();
        }
        if (known.epoch().equals(before.epoch())) {
            put(name, known);
            moved = known.sequence();
        }
        return Future.succeededFuture();
    }

    /** The client has these. */
    void onAcknowledged(List<String> messageIds) {
        for (String id : messageIds) {
            acknowledged = Math.max(acknowledged, sequence(id));
        }
        long answered = deliveries
                .oldest(id -> !isSync(id))
                .map(oldest -> Math.min(acknowledged, sequence(oldest) - 1))
                .orElse(acknowledged);
        move(answered);
    }

    /** It was sent, and that is enough where nobody acknowledges. */
    void onSent(long sequence) {
        if (name != null && !deliveries.areAcknowledged()) {
            move(sequence);
        }
    }

    /** The first event that the subscription gets is this one's next. */
    long before() {
        return before.sequence();
    }

    /** Completes when what was acknowledged is stored, which is done at once. */
    Future<Void> store() {
        return isUsed ? markers.store(room) : Future.succeededFuture();
    }

    private void move(long sequence) {
        if (sequence <= moved || sequence < before.sequence()) {
            return;
        }
        moved = sequence;
        Position position = new Position(before.epoch(), sequence);
        if (name != null) {
            put(name, position);
        }
        if (!who.isGuest()) {
            put(null, position);
        }
    }

    private void put(@Nullable DurableName of, Position position) {
        isUsed = true;
        markers.move(room, who.id(), of, position);
    }

    /** Of a SYNC, the place before the first event: to have it is to know where one starts. */
    private long sequence(String messageId) {
        return isSync(messageId) ? before.sequence() : Long.parseLong(tail(messageId));
    }

    private boolean isSync(String messageId) {
        return tail(messageId).startsWith(SYNC);
    }

    private String tail(String messageId) {
        return messageId.substring(room.value().length() + 1);
    }
}
