package dev.parley.gateway.presence;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.SessionChange;
import dev.parley.contracts.presence.SessionChange.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * All that is said to one shard: who is in which room, in the order of coming, and which rooms are watched. A session that
 * hears a room's log several times is in it once, until it hears it no more.
 */
final class Said {
    private final Map<Place, Person> here = new LinkedHashMap<>();
    /** How many times more than once, for the few that are. */
    private final Map<Place, Integer> again = new HashMap<>();

    private final Set<RoomId> watched = new LinkedHashSet<>();

    private record Place(RoomId room, SessionId session) {
        SessionChange is(Person who) {
            return new SessionChange(room, session, who, Kind.HERE);
        }
    }

    /** Takes a change to what is said; false where it changes nothing that the shard's owner has to know. */
    boolean take(SessionChange change) {
        return switch (change.kind()) {
            case HERE -> come(place(change), Objects.requireNonNull(change.who()));
            case GONE -> go(place(change));
            case WATCH -> {
                watched.add(change.room());
                yield true; // said again to whoever waits to hear that it is known
            }
            case UNWATCH -> watched.remove(change.room());
        };
    }

    private boolean come(Place place, Person who) {
        if (here.putIfAbsent(place, who) == null) {
            return true;
        }
        again.merge(place, 1, Integer::sum);
        return false;
    }

    private boolean go(Place place) {
        Integer more = again.get(place);
        if (more == null) {
            return here.remove(place) != null;
        }
        again.compute(place, (same, times) -> more == 1 ? null : more - 1);
        return false;
    }

    /** As changes to nothing. */
    List<SessionChange> everything() {
        List<SessionChange> all = new ArrayList<>(here.size() + watched.size());
        here.forEach((place, who) -> all.add(place.is(who)));
        watched.forEach(room -> all.add(new SessionChange(room, null, null, Kind.WATCH)));
        return all;
    }

    Set<RoomId> watched() {
        return Set.copyOf(watched);
    }

    private static Place place(SessionChange change) {
        return new Place(change.room(), Objects.requireNonNull(change.session()));
    }
}
