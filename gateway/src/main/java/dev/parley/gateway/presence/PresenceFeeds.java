package dev.parley.gateway.presence;

import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.TypingChanged;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.platform.loop.Loops;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Who watches the presence of which room on one event loop: a snapshot first, then what changed since. */
public final class PresenceFeeds {
    private static final Duration WATCH = Duration.ofSeconds(5);

    private final Context loop = Vertx.currentContext();
    private final EdgeBus bus;
    private final PresenceWatch watch;
    private final ToIntFunction<RoomId> shardOf;
    private final Map<RoomId, Set<Watcher>> watchers = new HashMap<>();

    /** Call on the event loop that it is for. */
    public PresenceFeeds(EdgeBus bus, PresenceWatch watch, ToIntFunction<RoomId> shardOf) {
        this.bus = bus;
        this.watch = watch;
        this.shardOf = shardOf;
    }

    /** One who watches: gets JSON bodies, in order. May be full, and then misses changes: presence is never stored. */
    public interface Sink {
        /** @param event {@code SNAPSHOT}, {@code PRESENCE} or {@code TYPING} */
        void deliver(String event, JsonObject body);
    }

    /** A sink and how far it has been told. */
    public final class Watcher {
        private final RoomId room;
        private final Sink sink;
        private long version = Long.MAX_VALUE;
        private boolean ended;

        private Watcher(RoomId room, Sink sink) {
            this.room = room;
            this.sink = sink;
        }

        /** Tells the sink nothing more. */
        public void end() {
            ended = true;
            Set<Watcher> ofRoom = watchers.get(room);
            if (ofRoom != null && ofRoom.remove(this) && ofRoom.isEmpty()) {
                watchers.remove(room);
                watch.release(room, PresenceFeeds.this);
            }
        }

        /** Delivers a snapshot again, to a sink that has missed something. */
        public void again() {
            bus.ask(new WhoIsHere(shardOf.applyAsInt(room), room)).onSuccess(this::onSnapshot);
        }

        private void onSnapshot(RoomPresence presence) {
            if (ended) {
                return;
            }
            version = presence.version();
            sink.deliver("SNAPSHOT", PresenceJson.snapshot(presence));
        }

        private void onChange(PresenceEvent event) {
            if (event instanceof PresenceChanged changed) {
                // Before the snapshot the version is infinite: the snapshot will hold the change.
                if (version != Long.MAX_VALUE && changed.version() > version + 1) {
                    again(); // one was lost on the bus: versions grow by one
                } else if (changed.version() > version) {
                    version = changed.version();
                    sink.deliver("PRESENCE", PresenceJson.changes(changed));
                }
            } else if (event instanceof TypingChanged typing && version != Long.MAX_VALUE) {
                sink.deliver("TYPING", PresenceJson.typing(typing));
            }
        }
    }

    /** Watches a room; completes when the snapshot was delivered. That the watcher may know was decided before. */
    public Future<Watcher> open(RoomId room, Sink sink) {
        Watcher watcher = new Watcher(room, sink);
        watchers.computeIfAbsent(room, id -> new LinkedHashSet<>()).add(watcher);
        return Loops.within(WATCH, bus.here(watch.watch(room, this)))
                .recover(late -> Future.failedFuture(Refusal.unavailable("presence is away")))
                .compose(watched -> bus.ask(new WhoIsHere(shardOf.applyAsInt(room), room)))
                .map(presence -> {
                    watcher.onSnapshot(presence);
                    return watcher;
                })
                .onFailure(refused -> watcher.end());
    }

    /** Something changed. Any thread. */
    void onEvent(PresenceEvent event) {
        loop.runOnContext(ignored ->
                List.copyOf(watchers.getOrDefault(event.room(), Set.of())).forEach(watcher -> watcher.onChange(event)));
    }

    /** The room's shard may have a new owner, whose versions begin anew: everybody gets a snapshot again. Any thread. */
    void onNewOwner(RoomId room) {
        loop.runOnContext(
                ignored -> List.copyOf(watchers.getOrDefault(room, Set.of())).forEach(Watcher::again));
    }
}
