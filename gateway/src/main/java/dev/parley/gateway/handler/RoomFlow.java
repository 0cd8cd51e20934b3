package dev.parley.gateway.handler;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.presence.Person;
import dev.parley.gateway.feed.Cursor;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.session.Subscription;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A room's log on its way to one reader, at whichever door. While it flows, the reader's session is in the room. */
public final class RoomFlow implements Subscription.Flow {
    private final PresenceReporter presence;
    private final RoomId room;
    private final SessionId session;
    private @Nullable Cursor cursor;
    private @Nullable RoomMarker marker;
    private boolean over;

    public RoomFlow(PresenceReporter presence, RoomId room, SessionId session) {
        this.presence = presence;
        this.room = room;
        this.session = session;
    }

    /** What the reader acknowledges moves this marker. */
    RoomFlow marking(@Nullable RoomMarker moved) {
        marker = moved;
        return this;
    }

    /** Delivers from the cursor's place on. */
    public void begin(Cursor begun, Actor who) {
        cursor = begun;
        presence.here(room, session, new Person(who.id(), who.username(), who.displayName()));
        begun.advance();
    }

    @Override
    public void onRoom() {
        if (cursor != null) {
            cursor.advance();
        }
    }

    @Override
    public void onAcknowledged(List<String> messageIds) {
        if (marker != null) {
            marker.onAcknowledged(messageIds);
        }
    }

    @Override
    public Future<Void> stored() {
        return marker == null ? Future.succeededFuture() : marker.store();
    }

    /** What was acknowledged is stored at once: the reader may come back at another gateway. */
    @Override
    public void end() {
        stored();
        over = true;
        if (cursor != null) {
            cursor.end();
            cursor = null;
            presence.gone(room, session);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }
}
