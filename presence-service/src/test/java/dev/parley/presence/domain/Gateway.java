package dev.parley.presence.domain;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.SessionChange;
import java.util.List;

/** A gateway as the tests speak of one: it knows its version and says what changed. */
final class Gateway {
    static final RoomId LOBBY = new RoomId("lobby");
    static final RoomId ATTIC = new RoomId("attic");

    private final NodeId node;
    private long version;

    Gateway(String name, String incarnation) {
        this.node = new NodeId(name, incarnation);
    }

    NodeId node() {
        return node;
    }

    RenewLease says(SessionChange... changes) {
        return says(List.of(changes));
    }

    RenewLease says(List<SessionChange> changes) {
        RenewLease report = new RenewLease(0, node, version, version + 1, changes);
        version++;
        return report;
    }

    /** Whatever was said before: this is everything. */
    RenewLease saysAll(List<SessionChange> changes) {
        version++;
        return new RenewLease(0, node, 0, version, changes);
    }

    static Person person(String name) {
        return new Person(new UserId("id-" + name), name, name);
    }

    static SessionChange here(RoomId room, String session, String person) {
        return new SessionChange(room, new SessionId(session), person(person), SessionChange.Kind.HERE);
    }

    static SessionChange gone(RoomId room, String session) {
        return new SessionChange(room, new SessionId(session), null, SessionChange.Kind.GONE);
    }

    static SessionChange watch(RoomId room) {
        return new SessionChange(room, null, null, SessionChange.Kind.WATCH);
    }

    static SessionChange unwatch(RoomId room) {
        return new SessionChange(room, null, null, SessionChange.Kind.UNWATCH);
    }
}
