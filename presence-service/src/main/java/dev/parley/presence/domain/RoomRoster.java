package dev.parley.presence.domain;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The people in one room, the gateways that watch it, and what these were told last. A person is here while at least
 * one session says so. The version is that of the last telling and grows by exactly one with each, so that a watcher
 * sees when it missed one.
 */
final class RoomRoster {
    private static final int NEVER_TOLD = -1;

    private record Here(Person who, int sessions) {}

    private final RoomId room;
    private final Map<UserId, Here> people = new LinkedHashMap<>();
    private final Map<NodeId, Integer> watchers = new HashMap<>();
    private Map<UserId, Person> toldNames = Map.of();
    private int toldOnline;
    private boolean namesWithheld;
    private long version;

    /** @param version greater than any that a roster of this room had before */
    RoomRoster(RoomId room, long version) {
        this.room = room;
        this.version = version;
    }

    /** One more session of a person; the newest says how the person is called. */
    void arrive(Person who) {
        int before = sessions(who.id());
        people.put(who.id(), new Here(who, before + 1));
    }

    /** One session of a person less. Tells whether it was the last. */
    boolean depart(UserId user) {
        Here here = people.get(user);
        if (here != null && here.sessions() > 1) {
            people.put(user, new Here(here.who(), here.sessions() - 1));
            return false;
        }
        return people.remove(user) != null;
    }

    /** Counted, because a lease that takes another's place arrives before the other goes. */
    void watch(NodeId node) {
        watchers.merge(node, 1, Integer::sum);
    }

    void unwatch(NodeId node) {
        watchers.computeIfPresent(node, (same, times) -> times == 1 ? null : times - 1);
    }

    Set<NodeId> watchers() {
        return watchers.keySet();
    }

    boolean isHere(UserId user) {
        return people.containsKey(user);
    }

    int online() {
        return people.size();
    }

    long version() {
        return version;
    }

    boolean isIdle() {
        return people.isEmpty() && watchers.isEmpty();
    }

    /** Everybody who is here. */
    List<PersonState> people(Now now) {
        return people.values().stream().map(here -> online(here.who(), now)).toList();
    }

    /**
     * Somebody was answered with a number only, perhaps another than was told: the next telling has to say the number,
     * and one with names has to name everybody.
     */
    void withholdNames() {
        namesWithheld = true;
        toldOnline = NEVER_TOLD;
    }

    /**
     * What to tell the watchers since the last telling; empty where nothing differs from then.
     *
     * @param names the people above which only their number is told
     */
    Optional<PresenceChanged> tell(int names, LastSeen lastSeen, Now now) {
        boolean numberOnly = people.size() > names;
        List<PersonState> changes = numberOnly ? List.of() : changes(lastSeen, now);
        if (changes.isEmpty() && people.size() == toldOnline) {
            return Optional.empty();
        }
        if (!numberOnly) {
            toldNames = names();
        }
        namesWithheld = numberOnly;
        toldOnline = people.size();
        version++;
        return Optional.of(new PresenceChanged(room, version, toldOnline, changes));
    }

    /**
     * After a time of numbers only, everybody is named: some watchers know the names from before it, some know none.
     */
    private List<PersonState> changes(LastSeen lastSeen, Now now) {
        List<PersonState> changes = new ArrayList<>();
        toldNames.values().stream()
                .filter(told -> !people.containsKey(told.id()))
                .forEach(told -> changes.add(offline(told, lastSeen, now)));
        people.values().stream()
                .map(Here::who)
                .filter(who -> namesWithheld || !who.equals(toldNames.get(who.id())))
                .forEach(who -> changes.add(online(who, now)));
        return changes;
    }

    private Map<UserId, Person> names() {
        Map<UserId, Person> names = new HashMap<>();
        people.forEach((user, here) -> names.put(user, here.who()));
        return names;
    }

    private int sessions(UserId user) {
        Here here = people.get(user);
        return here == null ? 0 : here.sessions();
    }

    private static PersonState online(Person who, Now now) {
        return new PersonState(who, true, now.epochMillis());
    }

    private PersonState offline(Person who, LastSeen lastSeen, Now now) {
        PersonState seen = lastSeen.of(room, who.id());
        return seen == null ? new PersonState(who, false, now.epochMillis()) : seen;
    }
}
