package dev.parley.presence.domain;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.PersonState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When people who left a room were last seen in it. A courtesy, so it is bounded: the oldest are forgotten first. */
final class LastSeen {
    /** More than anybody scrolls through below those who are here. */
    static final int PER_ROOM = 100;

    /** A shard's share of memory for it: about 5 MB. */
    static final int IN_ALL = 20_000;

    private record Key(RoomId room, UserId user) {}

    private final Map<Key, PersonState> byLeaving = new LinkedHashMap<>();
    private final Map<RoomId, Map<UserId, PersonState>> byRoom = new HashMap<>();

    void left(RoomId room, PersonState person) {
        Key key = new Key(room, person.who().id());
        forget(key);
        byLeaving.put(key, person);
        Map<UserId, PersonState> inRoom = byRoom.computeIfAbsent(room, unseen -> new LinkedHashMap<>());
        inRoom.put(key.user(), person);
        if (inRoom.size() > PER_ROOM) {
            forget(new Key(room, inRoom.keySet().iterator().next()));
        }
        if (byLeaving.size() > IN_ALL) {
            forget(byLeaving.keySet().iterator().next());
        }
    }

    /** Somebody who is here again was not last seen at some time past. */
    void cameBack(RoomId room, UserId user) {
        forget(new Key(room, user));
    }

    /** Null where it was never known, or has been forgotten. */
    @Nullable
    PersonState of(RoomId room, UserId user) {
        return byLeaving.get(new Key(room, user));
    }

    /** Who left the room, in the order of leaving. */
    List<PersonState> in(RoomId room) {
        return List.copyOf(byRoom.getOrDefault(room, Map.of()).values());
    }

    int size() {
        return byLeaving.size();
    }

    private void forget(Key key) {
        Map<UserId, PersonState> inRoom = byRoom.get(key.room());
        if (byLeaving.remove(key) != null && inRoom != null) {
            inRoom.remove(key.user());
            if (inRoom.isEmpty()) {
                byRoom.remove(key.room());
            }
        }
    }
}
