package dev.parley.gateway.handler;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.gateway.feed.Cursor;
import dev.parley.gateway.presence.RoomAttendance;
import dev.parley.gateway.session.Subscription;
import org.jspecify.annotations.Nullable;

/** A room's log on its way to one reader, at whichever door. While it flows, the reader's session is in the room. */
public final class RoomFlow implements Subscription.Flow {
    private final RoomAttendance attendance;
    private final RoomId room;
    private final SessionId session;
    private @Nullable Cursor cursor;

    public RoomFlow(RoomAttendance attendance, RoomId room, SessionId session) {
        this.attendance = attendance;
        this.room = room;
        this.session = session;
    }

    /** Delivers from the cursor's place on. */
    public void begin(Cursor begun, Actor who) {
        cursor = begun;
        attendance.enter(room, session, who);
        begun.advance();
    }

    @Override
    public void onRoom() {
        if (cursor != null) {
            cursor.advance();
        }
    }

    @Override
    public void end() {
        if (cursor != null) {
            cursor.end();
            attendance.exit(room, session);
        }
    }
}
