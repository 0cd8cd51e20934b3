package dev.parley.gateway.presence;

import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import dev.parley.contracts.presence.LeaseRenewed;
import dev.parley.contracts.presence.Person;
import dev.parley.contracts.presence.RenewLease;
import dev.parley.contracts.presence.SessionChange;
import dev.parley.contracts.presence.SessionChange.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What this gateway says about presence: which sessions are in which rooms and which rooms it watches, under one lease a
 * shard. Changes go in batches and carry versions; whenever the owner holds another version than this gateway thinks (it
 * is new, or a batch was lost), everything is said again. Lives on one context of the backbone.
 */
public final class PresenceReporter {
    private static final long BATCH_MILLIS = 20;

    /** Watches of one shard that wait for its owner to come back; each gives up by itself, this bounds what is kept. */
    private static final int MAX_WAITING = 1_000;

    private final Vertx backbone;
    private final Context home;
    private final Bus bus;
    private final NodeId self;
    private final long renewMillis;
    private final Map<Integer, Lease> leases = new LinkedHashMap<>();
    /** What was said since the last batch, by all threads. */
    private final Queue<Saying> gathered = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean gathering = new AtomicBoolean();
    private Consumer<Set<RoomId>> startedAnew = rooms -> {};
    private long timer = -1;

    /** @param known told when the shard's owner knows of a watch */
    private record Saying(SessionChange change, Promise<Void> known) {}

    /** What is said to one shard, and how much of it the owner is known to hold. */
    private static final class Lease {
        private final Said said = new Said();
        private List<SessionChange> changes = new ArrayList<>();
        private List<Promise<Void>> waiting = new ArrayList<>();
        private long version;
        private boolean sending;
        private boolean everHeld;

        /** False where the owner need not know. */
        private boolean take(Saying saying) {
            boolean news = said.take(saying.change());
            if (news) {
                changes.add(saying.change());
            }
            if (saying.change().kind() == Kind.WATCH) {
                waiting.add(saying.known());
            }
            return news;
        }
    }

    /** @param renewMillis how often a lease is renewed; a third of its life */
    public PresenceReporter(Vertx backbone, Context home, Bus bus, NodeId self, long renewMillis) {
        this.backbone = backbone;
        this.home = home;
        this.bus = bus;
        this.self = self;
        this.renewMillis = renewMillis;
    }

    /** @param listener told the watched rooms of a shard whose owner had to be told everything */
    void onStartedAnew(Consumer<Set<RoomId>> listener) {
        startedAnew = listener;
    }

    /** Begins to renew. Call on its context. */
    public void start() {
        timer = backbone.setPeriodic(renewMillis, fired -> leases.forEach(this::send));
    }

    /** Ceases; says to every owner that nobody is here any more. */
    public Future<Void> stop() {
        backbone.cancelTimer(timer);
        List<Future<LeaseRenewed>> farewells = new ArrayList<>();
        leases.forEach(
                (shard, lease) -> farewells.add(bus.ask(new RenewLease(shard, self, 0, lease.version + 1, List.of()))));
        return Future.join(farewells).otherwiseEmpty().mapEmpty();
    }

    /** A session hears a room's log, once more: it is in the room from the first time. Any thread. */
    public void here(RoomId room, SessionId session, Person who) {
        change(new SessionChange(room, session, who, Kind.HERE));
    }

    /** A session hears a room's log once less: with the last time it is no longer in the room. Any thread. */
    public void gone(RoomId room, SessionId session) {
        change(new SessionChange(room, session, null, Kind.GONE));
    }

    /** Changes of a room are wanted; completes when the owner knows. Any thread. */
    public Future<Void> watch(RoomId room) {
        return change(new SessionChange(room, null, null, Kind.WATCH));
    }

    /** Changes of a room are wanted no more. Any thread. */
    public void unwatch(RoomId room) {
        change(new SessionChange(room, null, null, Kind.UNWATCH));
    }

    /** Only a watch is waited for, so nothing piles up while the owner is away. */
    private Future<Void> change(SessionChange change) {
        Promise<Void> known = Promise.promise();
        gathered.add(new Saying(change, known));
        if (gathering.compareAndSet(false, true)) {
            home.runOnContext(ignored -> backbone.setTimer(BATCH_MILLIS, fired -> sendGathered()));
        }
        return known.future();
    }

    private void sendGathered() {
        gathering.set(false); // first: what is said from here on has a timer of its own, if it is not taken along
        Map<Integer, Lease> changed = new LinkedHashMap<>();
        for (Saying next = gathered.poll(); next != null; next = gathered.poll()) {
            int shard = bus.addresses().presenceShardOf(next.change().room());
            Lease lease = leases.computeIfAbsent(shard, number -> new Lease());
            if (lease.take(next)) {
                changed.put(shard, lease);
            }
        }
        changed.forEach(this::send);
    }

    private void send(int shard, Lease lease) {
        if (lease.sending) {
            return;
        }
        List<SessionChange> batch = lease.changes;
        lease.changes = new ArrayList<>();
        long next = batch.isEmpty() ? Math.max(1, lease.version) : lease.version + 1;
        boolean everything = lease.version == 0;
        say(
                shard,
                lease,
                new RenewLease(shard, self, lease.version, next, everything ? lease.said.everything() : batch));
    }

    private void say(int shard, Lease lease, RenewLease renewal) {
        lease.sending = true;
        List<Promise<Void>> waiting = lease.waiting;
        lease.waiting = new ArrayList<>();
        bus.ask(renewal).onComplete(said -> {
            lease.sending = false;
            boolean held = said.succeeded() && said.result().known() == renewal.version();
            if (held && renewal.base() == 0 && lease.everHeld) {
                startedAnew.accept(lease.said.watched());
            }
            lease.everHeld |= held;
            lease.version = held ? renewal.version() : 0;
            if (held) {
                waiting.forEach(Promise::tryComplete);
            } else if (said.failed() && lease.waiting.size() + waiting.size() > MAX_WAITING) {
                waiting.forEach(promise -> promise.tryFail(said.cause()));
            } else {
                lease.waiting.addAll(waiting);
            }
            boolean differs = said.succeeded() && !held;
            if (differs || !lease.changes.isEmpty()) {
                send(shard, lease);
            }
        });
    }
}
