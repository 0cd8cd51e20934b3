package dev.parley.presence.domain;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.SessionChange;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What one incarnation of a gateway said of one shard's rooms, and how long that holds. */
final class Lease {
    /**
     * Sessions and watches together: fifty thousand connections in five rooms each, on one shard, at some 150 bytes.
     * What comes above it is not seen in presence, and counted.
     */
    static final int MAX_ENTRIES = 250_000;

    private record Place(RoomId room, SessionId session) {}

    private final NodeId node;
    private final Optional<String> replaced;
    private final Map<Place, Person> sessions = new HashMap<>();
    private final Set<RoomId> watches = new HashSet<>();
    private long version;
    private long endsAtMillis;
    private long ignored;

    /** @param replaced the incarnation of the same node that this one took the place of */
    Lease(NodeId node, Optional<String> replaced) {
        this.node = node;
        this.replaced = replaced;
    }

    NodeId node() {
        return node;
    }

    Optional<String> replaced() {
        return replaced;
    }

    long version() {
        return version;
    }

    void renewUntil(long newEndsAtMillis) {
        endsAtMillis = newEndsAtMillis;
    }

    boolean isOver(Now now) {
        return endsAtMillis <= now.steadyMillis();
    }

    int sessions() {
        return sessions.size();
    }

    /** Entries that found no place. */
    long ignored() {
        return ignored;
    }

    /** Takes over the changes, each of them {@link LeaseTable#check whole}, and holds their version. */
    void apply(List<SessionChange> changes, long newVersion, Rooms rooms, Now now) {
        changes.forEach(change -> apply(change, rooms, now));
        version = newVersion;
    }

    private void apply(SessionChange change, Rooms rooms, Now now) {
        RoomId room = change.room();
        switch (change.kind()) {
            case HERE -> come(place(change), Objects.requireNonNull(change.who()), rooms, now);
            case GONE -> go(place(change), rooms, now);
            case WATCH -> {
                if (!watches.contains(room) && hasPlace()) {
                    watches.add(room);
                    rooms.watch(room, node);
                }
            }
            case UNWATCH -> {
                if (watches.remove(room)) {
                    rooms.unwatch(room, node);
                }
            }
        }
    }

    /** The newer word on a session counts, and comes before the older is taken back: nobody leaves in between. */
    private void come(Place place, Person who, Rooms rooms, Now now) {
        Person before = sessions.get(place);
        if (before == null && !hasPlace()) {
            return;
        }
        sessions.put(place, who);
        rooms.arrive(place.room(), who, now);
        if (before != null) {
            rooms.depart(place.room(), before, now);
        }
    }

    private void go(Place place, Rooms rooms, Now now) {
        Person who = sessions.remove(place);
        if (who != null) {
            rooms.depart(place.room(), who, now);
        }
    }

    /** Takes back all that was said under it, and nothing else. */
    void voidIn(Rooms rooms, Now now) {
        sessions.forEach((place, who) -> rooms.depart(place.room(), who, now));
        watches.forEach(room -> rooms.unwatch(room, node));
    }

    private boolean hasPlace() {
        boolean free = sessions.size() + watches.size() < MAX_ENTRIES;
        ignored += free ? 0 : 1;
        return free;
    }

    private static Place place(SessionChange change) {
        return new Place(change.room(), Objects.requireNonNull(change.session()));
    }
}
