package dev.parley.presence.domain;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.TypingChanged;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import java.util.List;

/** The domain of one shard under a clock that stands still until it is told to go on. */
final class Shard {
    static final Duration LEASE = Duration.ofSeconds(8);
    static final Duration MERGE = Duration.ofSeconds(1);
    static final Duration TYPING = Duration.ofSeconds(6);
    static final int NAMES = 3;

    private final ManualClock clock = ManualClock.atNewYear();
    final Rooms rooms;
    final LeaseTable leases;

    Shard() {
        PresenceRules rules = new PresenceRules(LEASE, NAMES, MERGE, TYPING);
        rooms = new Rooms(rules, now());
        leases = new LeaseTable(rules, rooms);
    }

    Now now() {
        return new Now(clock.millis(), clock.millis());
    }

    /** The version that is held after the report. */
    long hears(RenewLease report) {
        return leases.renew(report, now()).known();
    }

    void passes(Duration time) {
        clock.advance(time);
        leases.expire(now());
        rooms.tick(now());
    }

    RoomPresence whoIsIn(RoomId room) {
        return rooms.whoIsHere(room, now());
    }

    /** Names of those who are here. */
    List<String> here(RoomId room) {
        return whoIsIn(room).people().stream()
                .filter(PersonState::online)
                .map(state -> state.who().username())
                .toList();
    }

    void types(RoomId room, String person, boolean typing) {
        rooms.setTyping(room, Gateway.person(person), typing, now());
    }

    /** What anybody was told since this was last asked. */
    List<Telling> tellings() {
        return rooms.takeTellings();
    }

    List<PresenceEvent> events() {
        return tellings().stream().map(Telling::event).toList();
    }

    /** Events as short texts: {@code online 2: +alice -bob}, {@code alice types}, {@code alice ceases}. */
    List<String> news() {
        return events().stream().map(Shard::text).toList();
    }

    private static String text(PresenceEvent event) {
        if (event instanceof TypingChanged typing) {
            return typing.who().username() + (typing.typing() ? " types" : " ceases");
        }
        PresenceChanged changed = (PresenceChanged) event;
        StringBuilder text =
                new StringBuilder("online ").append(changed.online()).append(':');
        changed.changes().stream()
                .map(state -> (state.online() ? " +" : " -") + state.who().username())
                .sorted()
                .forEach(text::append);
        return text.toString();
    }
}
