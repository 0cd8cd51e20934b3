package dev.parley.gateway.presence;

import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.RoomPresence;
import dev.parley.contracts.presence.WhoIsHere;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.platform.loop.Loops;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Who watches the presence of which room on one event loop: a snapshot first, then what changed since. */
public final class PresenceFeeds {
    private static final Duration WATCH = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Context loop = Vertx.currentContext();
    private final EdgeBus bus;
    private final PresenceWatch watch;
    private final ToIntFunction<RoomId> shardOf;
    private final Map<RoomId, WatchedRoom> rooms = new HashMap<>();

    /** Call on the event loop that it is for. */
    public PresenceFeeds(EdgeBus bus, PresenceWatch watch, ToIntFunction<RoomId> shardOf) {
        this.bus = bus;
        this.watch = watch;
        this.shardOf = shardOf;
    }

    /** One who watches: gets JSON bodies, in order. May be full, and then misses changes: presence is never stored. */
    public interface Sink {
        /**
         * @param event {@code SNAPSHOT}, {@code PRESENCE} or {@code TYPING}
         * @param body in UTF-8; one for all who watch, not to be changed
         */
        void deliver(String event, Buffer body);
    }

    /** A sink and how far it has been told. */
    public static final class Watcher {
        private final WatchedRoom room;
        private final Sink sink;
        private final Promise<Watcher> opened = Promise.promise();
        private long version = Long.MAX_VALUE;
        private boolean ended;

        private Watcher(WatchedRoom room, Sink sink) {
            this.room = room;
            this.sink = sink;
        }

        /** Tells the sink nothing more. */
        public void end() {
            ended = true;
            room.remove(this);
        }

        /** Delivers a snapshot again, to a sink that has missed something. */
        public void again() {
            room.wantsSnapshot(this);
        }

        boolean isOver() {
            return ended;
        }

        void onSnapshot(long newest, Buffer body) {
            if (!ended) {
                version = newest;
                sink.deliver("SNAPSHOT", body);
            }
            opened.tryComplete(this);
        }

        /** Who is just coming is refused; who was told before must not go on with what is wrong by now. */
        boolean triesOnWithout(Throwable refused) {
            return !opened.tryFail(refused) && !ended;
        }

        void onChange(long newest, Buffer body) {
            // Before the snapshot the version is infinite: the snapshot will hold the change.
            if (version != Long.MAX_VALUE && newest > version + 1) {
                again(); // one was lost on the bus: versions grow by one
            } else if (newest > version) {
                version = newest;
                sink.deliver("PRESENCE", body);
            }
        }

        void onTyping(Buffer body) {
            if (version != Long.MAX_VALUE) {
                sink.deliver("TYPING", body);
            }
        }
    }

    /** Watches a room; completes when the snapshot was delivered. That the watcher may know was decided before. */
    public Future<Watcher> open(RoomId room, Sink sink) {
        WatchedRoom watched = rooms.computeIfAbsent(room, id -> new WatchedRoom(id, this));
        Watcher watcher = new Watcher(watched, sink);
        watched.add(watcher);
        return Loops.within(WATCH, bus.here(watch.watch(room, this)))
                .recover(late -> Future.failedFuture(Refusal.unavailable("presence is away")))
                .compose(known -> {
                    watcher.again();
                    return watcher.opened.future();
                })
                .onFailure(refused -> watcher.end());
    }

    Future<RoomPresence> whoIsHere(RoomId room) {
        return bus.ask(new WhoIsHere(shardOf.applyAsInt(room), room));
    }

    /** Does something when this turn of the event loop is over. */
    void soon(Runnable task) {
        loop.runOnContext(ignored -> task.run());
    }

    /** Tries something again, a little later. */
    void later(Runnable task) {
        loop.owner().setTimer(RETRY.toMillis(), fired -> soon(task));
    }

    /** Nobody watches it any more. */
    void forget(WatchedRoom room) {
        if (rooms.remove(room.id(), room)) {
            watch.release(room.id(), this);
        }
    }

    /** Something changed. Any thread. */
    void onEvent(PresenceEvent event) {
        loop.runOnContext(ignored -> {
            WatchedRoom room = rooms.get(event.room());
            if (room != null) {
                room.onEvent(event);
            }
        });
    }

    /** The room's shard may have a new owner, whose versions begin anew: everybody gets a snapshot again. Any thread. */
    void onNewOwner(RoomId id) {
        loop.runOnContext(ignored -> {
            WatchedRoom room = rooms.get(id);
            if (room != null) {
                room.onNewOwner();
            }
        });
    }
}
