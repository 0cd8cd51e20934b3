package dev.parley.gateway.feed;

import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.chat.InterestHeads;
import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.chat.RenewInterest;
import dev.parley.contracts.chat.Replay;
import dev.parley.contracts.chat.RoomAdvanced;
import dev.parley.contracts.chat.RoomHead;
import dev.parley.contracts.chat.ShardTaken;
import dev.parley.contracts.chat.SubscribeRoom;
import dev.parley.contracts.chat.Subscribed;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this gateway wants of each shard, and the way of announcements from the shards' owners to the event loops that
 * want them. It is said again every few seconds, and at once to a shard's new owner; the answers tell heads, which
 * repairs a lost announcement, a new owner and a lost tail with one mechanism. Lives on one context of the backbone.
 */
public final class Interest {
    private final Bus bus;
    private final NodeId self;
    private final Context home;
    private final Vertx backbone;
    private final FeedOptions options;
    private final Map<Integer, Map<RoomId, Wanted>> shards = new HashMap<>();
    private long timer = -1;

    /** An event loop that hears rooms. Called on the backbone's context. */
    public interface Listener {
        void onAdvanced(RoomId room, Epoch epoch, List<LoggedEvent> events);

        /** The log goes as far as this. */
        void onHead(RoomId room, Position head);
    }

    /** A room that is wanted: by which loops, and how far its log is known here. */
    private static final class Wanted {
        private final Set<Listener> listeners = new HashSet<>(2);
        private Position told = new Position(new Epoch("none"), 0);
    }

    /** @param home the context of the backbone on which it lives */
    public Interest(Vertx backbone, Context home, Bus bus, NodeId self, FeedOptions options) {
        this.backbone = backbone;
        this.home = home;
        this.bus = bus;
        this.self = self;
        this.options = options;
    }

    /** Hears what owners announce; to be added to the tables of this gateway's addresses. */
    public CommandTable hear(CommandTable table) {
        return table.hear(RoomAdvanced.class, this::onAdvanced).hear(ShardTaken.class, taken -> renew(taken.shard()));
    }

    /** Begins to repeat itself. Call on its context. */
    public void start() {
        timer = backbone.setPeriodic(options.renewInterest().toMillis(), fired -> renewAll());
    }

    /** Ceases. */
    public void stop() {
        backbone.cancelTimer(timer);
    }

    /** Asks the owner for the actor; announcements to the listener begin before the answer. Any thread. */
    Future<Subscribed> subscribe(RoomId room, Actor actor, @Nullable Replay replay, Listener listener) {
        Promise<Subscribed> answer = Promise.promise();
        home.runOnContext(ignored -> {
            shards.computeIfAbsent(shardOf(room), shard -> new HashMap<>())
                    .computeIfAbsent(room, id -> new Wanted())
                    .listeners
                    .add(listener);
            bus.ask(new SubscribeRoom(room, actor, self, replay))
                    .onSuccess(subscribed -> tellNewer(room, subscribed.head(), listener))
                    .onComplete(answer);
        });
        return answer.future();
    }

    /** An owner of before may still answer: then another listener made the newer head known, and it is not told again. */
    private void tellNewer(RoomId room, Position pinned, Listener listener) {
        Wanted wanted = wanted(room);
        if (wanted != null
                && wanted.told.epoch().equals(pinned.epoch())
                && wanted.told.sequence() > pinned.sequence()) {
            listener.onHead(room, wanted.told);
        }
    }

    /** The listener hears this room no more. Any thread. */
    void release(RoomId room, Listener listener) {
        home.runOnContext(ignored -> {
            Wanted wanted = wanted(room);
            if (wanted != null && wanted.listeners.remove(listener) && wanted.listeners.isEmpty()) {
                shards.getOrDefault(shardOf(room), Map.of()).remove(room);
            }
        });
    }

    private int shardOf(RoomId room) {
        return bus.addresses().chatShardOf(room);
    }

    private @Nullable Wanted wanted(RoomId room) {
        return shards.getOrDefault(shardOf(room), Map.of()).get(room);
    }

    private void onAdvanced(RoomAdvanced advanced) {
        Wanted wanted = wanted(advanced.room());
        if (wanted != null) {
            LoggedEvent newest = advanced.events().get(advanced.events().size() - 1);
            advance(wanted, advanced, newest.sequence());
            wanted.listeners.forEach(
                    listener -> listener.onAdvanced(advanced.room(), advanced.epoch(), advanced.events()));
        }
    }

    /** What is told to the owner grows without holes only: a lost announcement must show as a difference. */
    private static void advance(Wanted wanted, RoomAdvanced advanced, long newest) {
        long first = advanced.events().get(0).sequence();
        boolean follows = wanted.told.epoch().equals(advanced.epoch()) && first <= wanted.told.sequence() + 1;
        if (follows && newest > wanted.told.sequence()) {
            wanted.told = new Position(advanced.epoch(), newest);
        }
    }

    /** A shard that nothing is wanted of any more is told so once. */
    private void renewAll() {
        List.copyOf(shards.keySet()).forEach(this::renew);
        shards.values().removeIf(Map::isEmpty);
    }

    private void renew(int shard) {
        Map<RoomId, Wanted> rooms = shards.get(shard);
        if (rooms != null) {
            List<RoomHead> heads = new ArrayList<>(rooms.size());
            rooms.forEach((room, wanted) -> heads.add(new RoomHead(room, wanted.told)));
            // A failure is no more than a late digest: the next one is on its way.
            bus.ask(new RenewInterest(shard, self, heads)).onSuccess(this::onHeads);
        }
    }

    private void onHeads(InterestHeads heads) {
        heads.moved().forEach(moved -> {
            Wanted wanted = wanted(moved.room());
            if (wanted != null) {
                wanted.told = moved.head();
                wanted.listeners.forEach(listener -> listener.onHead(moved.room(), moved.head()));
            }
        });
    }
}
