package dev.parley.gateway.feed;

import dev.parley.contracts.chat.Marker;
import dev.parley.contracts.chat.MoveMarkers;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.session.Wheel;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The markers of one event loop on their way to the owners of their rooms: the furthest place of each, those of a shard
 * together, one message of a shard in flight. What cannot be stored now is tried again. One event loop.
 */
public final class Markers {
    private final EdgeBus bus;
    private final ToIntFunction<RoomId> shardOf;
    private final Wheel wheel;
    private final MarkerOptions options;
    private final Map<Integer, Lane> lanes = new HashMap<>();
    private int waiting;

    private record Key(RoomId room, UserId user, Optional<DurableName> name) {
        Marker at(Position position) {
            return new Marker(room, user, name.orElse(null), position);
        }
    }

    /** The markers of one shard. */
    private static final class Lane {
        private final int shard;
        private Map<Key, Position> waiting = new LinkedHashMap<>();
        private Promise<Void> next = Promise.promise();
        private Future<Void> sending = Future.succeededFuture();
        private boolean scheduled;
        private boolean urgent;

        Lane(int shard) {
            this.shard = shard;
        }
    }

    public Markers(EdgeBus bus, ToIntFunction<RoomId> shardOf, Wheel wheel, MarkerOptions options) {
        this.bus = bus;
        this.shardOf = shardOf;
        this.wheel = wheel;
        this.options = options;
    }

    /** Notes a place, to be stored within the time of the options; left out where too many wait. */
    public void move(RoomId room, UserId user, @Nullable DurableName name, Position position) {
        Lane lane = lanes.computeIfAbsent(shardOf.applyAsInt(room), Lane::new);
        if (keep(lane, new Key(room, user, Optional.ofNullable(name)), position)) {
            schedule(lane);
        }
    }

    /**
     * Stores at once what was moved in the room.
     *
     * @return completes when it is stored; fails {@code unavailable} where that was not possible yet
     */
    public Future<Void> store(RoomId room) {
        Lane lane = lanes.get(shardOf.applyAsInt(room));
        return lane == null ? Future.succeededFuture() : store(lane);
    }

    /** Stores at once whatever waits. */
    public Future<Void> storeAll() {
        return Future.join(lanes.values().stream().map(this::store).toList()).mapEmpty();
    }

    private Future<Void> store(Lane lane) {
        if (lane.waiting.isEmpty()) {
            return lane.sending;
        }
        Future<Void> stored = lane.next.future();
        lane.urgent = true;
        if (lane.sending.isComplete()) {
            send(lane);
        }
        return stored;
    }

    private boolean keep(Lane lane, Key key, Position position) {
        if (waiting >= options.waiting() && !lane.waiting.containsKey(key)) {
            return false;
        }
        if (lane.waiting.put(key, position) == null) {
            waiting++;
        }
        return true;
    }

    private void schedule(Lane lane) {
        if (!lane.scheduled) {
            lane.scheduled = true;
            wheel.after(options.storeWithin(), () -> {
                lane.scheduled = false;
                store(lane);
            });
        }
    }

    private void send(Lane lane) {
        Map<Key, Position> batch = lane.waiting;
        Promise<Void> done = lane.next;
        waiting -= batch.size();
        lane.waiting = new LinkedHashMap<>();
        lane.next = Promise.promise();
        lane.sending = done.future();
        lane.urgent = false;
        ask(lane.shard, batch).onComplete(result -> {
            if (result.failed() && Refusal.of(result.cause()).code() == ErrorCode.UNAVAILABLE) {
                putBack(lane, batch);
            }
            if (result.failed()) {
                done.fail(result.cause());
            } else {
                done.complete();
            }
            if (lane.urgent) {
                send(lane);
            } else if (!lane.waiting.isEmpty()) {
                schedule(lane);
            }
        });
    }

    /** Under what came since, which is further. */
    private void putBack(Lane lane, Map<Key, Position> batch) {
        batch.forEach((key, position) -> {
            if (!lane.waiting.containsKey(key)) {
                keep(lane, key, position);
            }
        });
    }

    /** In messages of a bounded size, one after the other. */
    private Future<Void> ask(int shard, Map<Key, Position> batch) {
        List<Marker> markers = new ArrayList<>(batch.size());
        batch.forEach((key, position) -> markers.add(key.at(position)));
        Future<Void> all = Future.succeededFuture();
        for (int from = 0; from < markers.size(); from += MoveMarkers.MAX) {
            MoveMarkers part =
                    new MoveMarkers(shard, markers.subList(from, Math.min(markers.size(), from + MoveMarkers.MAX)));
            all = all.compose(before -> bus.ask(part).mapEmpty());
        }
        return all;
    }
}
