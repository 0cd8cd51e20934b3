package dev.parley.presence.domain;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.TypingChanged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms of one shard. What the watchers are to be told is gathered here, in order, until {@link #takeTellings}. A
 * room that nobody is in and nobody watches costs nothing but its last-seen times.
 */
public final class Rooms {
    /** Keeps a tick short when a large gateway dies; what is left over is told at the next, oldest first. */
    static final int TOLD_PER_TICK = 5_000;

    private final PresenceRules rules;
    private final Map<RoomId, RoomRoster> rosters = new HashMap<>();
    private final Map<RoomId, Long> untoldSince = new LinkedHashMap<>();
    private final LastSeen lastSeen = new LastSeen();
    private final Typing typing = new Typing();
    private List<Telling> tellings = new ArrayList<>();
    private long newestVersion;
    private int watched;

    /**
     * @param now when the shard was taken: versions begin there, so that those of a later owner are normally greater
     *     and a gateway that has not noticed the move is not deaf. Nothing is correct only because of it.
     */
    public Rooms(PresenceRules rules, Now now) {
        this.rules = rules;
        this.newestVersion = now.epochMillis();
    }

    void arrive(RoomId room, Person who, Now now) {
        roster(room).arrive(who);
        lastSeen.cameBack(room, who.id());
        untoldSince.putIfAbsent(room, now.steadyMillis());
    }

    void depart(RoomId room, Person who, Now now) {
        RoomRoster roster = roster(room);
        if (roster.depart(who.id())) {
            lastSeen.left(room, new PersonState(who, false, now.epochMillis()));
            endTyping(room, who.id());
            untoldSince.putIfAbsent(room, now.steadyMillis());
        }
        forgetIfIdle(room, roster);
    }

    void watch(RoomId room, NodeId node) {
        RoomRoster roster = roster(room);
        watched += roster.watchers().isEmpty() ? 1 : 0;
        roster.watch(node);
    }

    void unwatch(RoomId room, NodeId node) {
        RoomRoster roster = roster(room);
        roster.unwatch(node);
        watched -= roster.watchers().isEmpty() ? 1 : 0;
        forgetIfIdle(room, roster);
    }

    /**
     * Who is here now. A room with names first tells what is pending, so the answer's version covers exactly what it
     * shows: a change with a greater version is not in it, any other is. A room with only a number tells nothing early
     * (thousands who enter at once would each make it tell everybody): a number is whole by itself, told twice or not.
     */
    public RoomPresence whoIsHere(RoomId room, Now now) {
        RoomRoster roster = rosters.get(room);
        if (roster == null) {
            return new RoomPresence(room, newestVersion, 0, lastSeen.in(room), typing.in(room));
        }
        List<PersonState> people = new ArrayList<>();
        if (roster.online() <= rules.names()) {
            tell(room, now);
            people.addAll(roster.people(now));
            people.addAll(lastSeen.in(room));
        } else {
            roster.withholdNames();
        }
        return new RoomPresence(room, roster.version(), roster.online(), people, typing.in(room));
    }

    /** Somebody types, or ceases to. In a room without people and watchers there is nobody to be told, now or later. */
    public void setTyping(RoomId room, Person who, boolean isTyping, Now now) {
        if (!isTyping) {
            endTyping(room, who.id());
        } else if (rosters.containsKey(room)
                && typing.begin(room, who, now.steadyMillis() + rules.typing().toMillis())) {
            announce(new TypingChanged(room, who, true));
        }
    }

    /** Ends typing that was not repeated, and tells what was merged for long enough. */
    public void tick(Now now) {
        typing.expire(now.steadyMillis()).forEach(this::announce);
        long dueSince = now.steadyMillis() - rules.merge().toMillis();
        List<RoomId> due = untoldSince.entrySet().stream()
                .takeWhile(untold -> untold.getValue() <= dueSince)
                .limit(TOLD_PER_TICK)
                .map(Map.Entry::getKey)
                .toList();
        due.forEach(room -> tell(room, now));
    }

    /** What the watchers are to be told, in order; empty after it. */
    public List<Telling> takeTellings() {
        List<Telling> taken = tellings;
        tellings = new ArrayList<>();
        return taken;
    }

    /** Rooms with at least one watcher. */
    public int watched() {
        return watched;
    }

    /** Rooms that cost memory, last-seen times aside. */
    int size() {
        return rosters.size();
    }

    private void tell(RoomId room, Now now) {
        RoomRoster roster = rosters.get(room);
        if (untoldSince.remove(room) != null && roster != null) {
            roster.tell(rules.names(), lastSeen, now).ifPresent(this::announce);
        }
    }

    private void endTyping(RoomId room, UserId user) {
        Optional<Person> typist = typing.end(room, user);
        typist.ifPresent(who -> announce(new TypingChanged(room, who, false)));
    }

    private void announce(PresenceEvent event) {
        RoomRoster roster = rosters.get(event.room());
        Set<NodeId> watchers = roster == null ? Set.of() : roster.watchers();
        if (!watchers.isEmpty()) {
            tellings.add(new Telling(watchers, event));
        }
    }

    private RoomRoster roster(RoomId room) {
        return rosters.computeIfAbsent(room, unknown -> new RoomRoster(room, newestVersion));
    }

    /** The next roster of the room begins above this one's version. */
    private void forgetIfIdle(RoomId room, RoomRoster roster) {
        if (roster.isIdle()) {
            newestVersion = Math.max(newestVersion, roster.version());
            rosters.remove(room);
            untoldSince.remove(room);
        }
    }
}
