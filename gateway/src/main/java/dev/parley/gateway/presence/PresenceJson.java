package dev.parley.gateway.presence;

import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.TypingChanged;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Presence as JSON (docs/protocol.md, "Presence"); the same at every door. */
public final class PresenceJson {
    private PresenceJson() {}

    static JsonObject snapshot(RoomPresence presence) {
        JsonArray typing = new JsonArray();
        presence.typing().forEach(who -> typing.add(person(who)));
        return new JsonObject()
                .put("type", "SNAPSHOT")
                .put("chatRoomId", presence.room().value())
                .put("version", presence.version())
                .put("online", presence.online())
                .put("people", people(presence.people()))
                .put("typing", typing);
    }

    static JsonObject changes(PresenceChanged changed) {
        return new JsonObject()
                .put("type", "PRESENCE")
                .put("chatRoomId", changed.room().value())
                .put("version", changed.version())
                .put("online", changed.online())
                .put("people", people(changed.changes()));
    }

    static JsonObject typing(TypingChanged typing) {
        JsonObject body = new JsonObject()
                .put("type", "TYPING")
                .put("chatRoomId", typing.room().value());
        return body.mergeIn(person(typing.who())).put("typing", typing.typing());
    }

    /** People and whether they are here: {@code {userId, username, displayName, state, lastSeen}}. */
    public static JsonArray people(List<PersonState> states) {
        JsonArray people = new JsonArray();
        states.forEach(state -> people.add(person(state.who())
                .put("state", state.online() ? "online" : "offline")
                .put("lastSeen", Instant.ofEpochMilli(state.lastSeenMillis()).toString())));
        return people;
    }

    private static JsonObject person(Person who) {
        return new JsonObject()
                .put("userId", who.id().value())
                .put("username", who.username())
                .put("displayName", who.displayName());
    }
}
