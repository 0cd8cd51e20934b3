package dev.parley.presence.domain;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.TypingChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is typing where, until when. Whoever finds no place is not told as typing; nothing else comes of it. */
final class Typing {
    /** More names than anybody reads in "… are typing". */
    static final int PER_ROOM = 20;

    /** What a tick can look through without being noticed. */
    static final int IN_ALL = 10_000;

    private record Typist(Person who, long endsAtMillis) {}

    private final Map<RoomId, Map<UserId, Typist>> rooms = new HashMap<>();
    private int size;

    /** Somebody types, until that time or until said again. Tells whether that is new. */
    boolean begin(RoomId room, Person who, long endsAtMillis) {
        Map<UserId, Typist> inRoom = rooms.getOrDefault(room, Map.of());
        boolean already = inRoom.containsKey(who.id());
        if (!already && (inRoom.size() >= PER_ROOM || size >= IN_ALL)) {
            return false;
        }
        rooms.computeIfAbsent(room, quiet -> new LinkedHashMap<>()).put(who.id(), new Typist(who, endsAtMillis));
        size += already ? 0 : 1;
        return !already;
    }

    /** Somebody types no more; who that is, if it was so until now. */
    Optional<Person> end(RoomId room, UserId user) {
        Map<UserId, Typist> inRoom = rooms.getOrDefault(room, Map.of());
        if (!inRoom.containsKey(user)) {
            return Optional.empty();
        }
        Typist typist = inRoom.remove(user);
        size--;
        if (inRoom.isEmpty()) {
            rooms.remove(room);
        }
        return Optional.ofNullable(typist).map(Typist::who);
    }

    /** Ends what has not been repeated in time. */
    List<TypingChanged> expire(long nowMillis) {
        List<TypingChanged> over = new ArrayList<>();
        rooms.forEach((room, typists) -> typists.values().stream()
                .filter(typist -> typist.endsAtMillis() <= nowMillis)
                .forEach(typist -> over.add(new TypingChanged(room, typist.who(), false))));
        over.forEach(change -> end(change.room(), change.who().id()));
        return over;
    }

    List<Person> in(RoomId room) {
        return rooms.getOrDefault(room, Map.of()).values().stream()
                .map(Typist::who)
                .toList();
    }
}
