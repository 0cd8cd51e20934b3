package dev.parley.verify.people;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Who is in a room, as a client makes it of snapshots and changes (docs/protocol.md, "Presence"). */
final class PresenceView {
    private final Set<String> names = new TreeSet<>();
    private boolean known;
    private boolean numberOnly;
    private int online;

    void onPresence(JsonObject body) {
        boolean snapshot = body.getString("type", "").equals("SNAPSHOT");
        if (!snapshot && !body.getString("type", "").equals("PRESENCE")) {
            return;
        }
        if (snapshot) {
            names.clear();
            known = true;
        }
        JsonArray people = body.getJsonArray("people");
        for (Object item : people) {
            JsonObject person = (JsonObject) item;
            if (person.getString("state", "").equals("online")) {
                names.add(person.getString("username", ""));
            } else {
                names.remove(person.getString("username", ""));
            }
        }
        online = body.getInteger("online", 0);
        numberOnly = online > 0 && people.isEmpty();
    }

    /** The connection was lost, or what was asked was refused, and with that what was known. */
    void forget() {
        known = false;
    }

    boolean sees(String username) {
        return known && names.contains(username);
    }

    /** The usernames; empty where nothing is known, or the room has too many people to be named. */
    Optional<Set<String>> names() {
        return known && !numberOnly ? Optional.of(Set.copyOf(names)) : Optional.empty();
    }

    /** How many they are; empty where nothing is known, or they are named. */
    OptionalInt number() {
        return known && numberOnly ? OptionalInt.of(online) : OptionalInt.empty();
    }
}
