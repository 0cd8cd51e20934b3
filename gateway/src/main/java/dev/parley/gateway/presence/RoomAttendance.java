package dev.parley.gateway.presence;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.presence.Person;
import java.util.HashMap;
import java.util.Map;

/**
 * Which sessions of one event loop are in which rooms: a session is in a room while it hears the room's log, however
 * often. For that loop only.
 */
public final class RoomAttendance {
    private final PresenceReporter reporter;
    private final Map<Place, Integer> places = new HashMap<>();

    private record Place(RoomId room, SessionId session) {}

    public RoomAttendance(PresenceReporter reporter) {
        this.reporter = reporter;
    }

    /** The session hears the room's log, once more. */
    public void enter(RoomId room, SessionId session, Actor actor) {
        if (places.merge(new Place(room, session), 1, Integer::sum) == 1) {
            reporter.here(room, session, new Person(actor.id(), actor.username(), actor.displayName()));
        }
    }

    /** The session hears it once less. */
    public void exit(RoomId room, SessionId session) {
        if (places.computeIfPresent(new Place(room, session), (place, times) -> times == 1 ? null : times - 1)
                == null) {
            reporter.gone(room, session);
        }
    }
}
