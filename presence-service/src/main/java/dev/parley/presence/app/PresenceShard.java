package dev.parley.presence.app;

import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.presence.LeaseRenewed;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.SetTyping;
import dev.parley.contracts.presence.TypingSet;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.presence.domain.LeaseTable;
import dev.parley.presence.domain.Now;
import dev.parley.presence.domain.PresenceRules;
import dev.parley.presence.domain.Rooms;
import java.util.function.Supplier;

/**
 * One shard while this process owns it. It begins empty: the gateways fill it with their next renewals. What a call
 * makes known is told before the call answers. One thread.
 */
public final class PresenceShard {
    private final Announcer announcer;
    private final Supplier<Now> time;
    private final Rooms rooms;
    private final LeaseTable leases;

    public PresenceShard(PresenceRules rules, Announcer announcer, Supplier<Now> time) {
        this.announcer = announcer;
        this.time = time;
        this.rooms = new Rooms(rules, time.get());
        this.leases = new LeaseTable(rules, rooms);
    }

    /** @throws Refusal as {@link LeaseTable#renew} */
    public LeaseRenewed renew(RenewLease command) {
        LeaseRenewed renewed = leases.renew(command, time.get());
        announce();
        return renewed;
    }

    public TypingSet setTyping(SetTyping command) {
        rooms.setTyping(command.room(), command.who(), command.typing(), time.get());
        announce();
        return new TypingSet();
    }

    public RoomPresence whoIsHere(WhoIsHere command) {
        RoomPresence presence = rooms.whoIsHere(command.room(), time.get());
        announce();
        return presence;
    }

    /** Lets time pass: leases and typing end, merged changes are told. */
    public void tick() {
        Now now = time.get();
        leases.expire(now);
        rooms.tick(now);
        announce();
    }

    Counts counts() {
        return new Counts(leases.size(), leases.sessions(), rooms.watched(), leases.ignored());
    }

    private void announce() {
        rooms.takeTellings()
                .forEach(telling -> telling.watchers().forEach(gateway -> announcer.tell(gateway, telling.event())));
    }
}
