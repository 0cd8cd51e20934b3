package dev.parley.gateway.presence;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.contracts.presence.LeaseRenewed;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.PersonState;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.SessionChange;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.gateway.TestEdge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** Owns one presence shard: holds what a gateway said, and fails, waits or forgets as it is told. */
final class PresenceOwner {
    static final NodeId GATEWAY = new NodeId("g1", "a");
    static final Person ALICE = new Person(new UserId("u-alice"), "alice", "Alice");
    static final Person BOB = new Person(new UserId("u-bob"), "bob", "Bob");

    private final TestEdge edge;
    private final List<RenewLease> heard = new CopyOnWriteArrayList<>();
    private final Set<String> holds = new ConcurrentSkipListSet<>();
    private volatile long held;
    private volatile boolean failing;
    private volatile boolean losingAnswers;
    private volatile long roomVersion = 1;
    private volatile int asked;
    private volatile Promise<Void> leaseAnswers = open();
    private volatile Promise<Void> snapshots = open();

    private PresenceOwner(TestEdge edge) {
        this.edge = edge;
    }

    /** Serves a shard. */
    static PresenceOwner of(TestEdge edge, int shard) {
        PresenceOwner owner = new PresenceOwner(edge);
        CommandTable table =
                new CommandTable().on(RenewLease.class, owner::renew).on(WhoIsHere.class, owner::whoIsHere);
        edge.serve(Addresses.presenceShard(shard), table);
        return owner;
    }

    private static Promise<Void> open() {
        Promise<Void> open = Promise.promise();
        open.complete();
        return open;
    }

    /** The reports, empty renewals among them. */
    List<RenewLease> heard() {
        return heard;
    }

    List<RenewLease> reports() {
        return heard.stream().filter(report -> !report.changes().isEmpty()).toList();
    }

    /** What it holds, as {@code room/session} and {@code room/-} for a watch. */
    Set<String> holds() {
        return holds;
    }

    /** How often a snapshot was asked for. */
    int asked() {
        return asked;
    }

    /** Has a new owner, which knows nothing. */
    void forget() {
        held = 0;
        holds.clear();
    }

    void fail() {
        failing = true;
    }

    /** Takes reports, but its answers are refusals. */
    void loseAnswers() {
        losingAnswers = true;
    }

    void recover() {
        failing = false;
        losingAnswers = false;
    }

    void holdLeaseAnswers() {
        leaseAnswers = Promise.promise();
    }

    void giveLeaseAnswers() {
        leaseAnswers.complete();
    }

    void holdSnapshots() {
        snapshots = Promise.promise();
    }

    void giveSnapshots() {
        snapshots.complete();
    }

    /** The version of a room in the next snapshot. */
    void roomIsAt(long version) {
        roomVersion = version;
    }

    /** Tells the gateway what changed. */
    void tell(PresenceEvent event) {
        edge.bus().tell(Addresses.gateway(GATEWAY), event);
    }

    private Future<LeaseRenewed> renew(RenewLease report) {
        heard.add(report);
        if (failing) {
            return Future.failedFuture(Refusal.unavailable("moving"));
        }
        if (report.base() == 0) {
            holds.clear();
        }
        if (report.base() == 0 || report.base() == held) {
            report.changes().forEach(this::apply);
            held = report.version();
        }
        LeaseRenewed answer = new LeaseRenewed(held);
        return losingAnswers
                ? Future.failedFuture(Refusal.unavailable("lost"))
                : leaseAnswers.future().map(answer);
    }

    private void apply(SessionChange change) {
        String entry = change.room() + "/" + (change.session() == null ? "-" : change.session());
        switch (change.kind()) {
            case HERE, WATCH -> holds.add(entry);
            case GONE, UNWATCH -> holds.remove(entry);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the backbone's context only
    private Future<RoomPresence> whoIsHere(WhoIsHere ask) {
        asked++;
        return failing
                ? Future.failedFuture(Refusal.unavailable("moving"))
                : snapshots.future().map(given -> presence(ask.room()));
    }

    private RoomPresence presence(RoomId room) {
        return new RoomPresence(room, roomVersion, 1, List.of(new PersonState(ALICE, true, 0)), List.of(BOB));
    }
}
