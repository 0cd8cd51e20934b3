package dev.parley.chat.store.memory;

import dev.parley.chat.store.MarkerKey;
import dev.parley.chat.store.MarkerStore;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Markers in memory, of the rooms of a {@link MemoryStore}. Every answer is there at once. One thread. */
public final class MemoryMarkers implements MarkerStore {
    private final MemoryStore rooms;
    private final Map<MarkerKey, Kept> markers = new HashMap<>();

    private record Kept(Position position, long day) {}

    public MemoryMarkers(MemoryStore rooms) {
        this.rooms = rooms;
    }

    @Override
    public Future<Void> move(Map<MarkerKey, Position> moved, long day) {
        moved.forEach((key, position) -> {
            Position head = rooms.heads(Set.of(key.room())).result().get(key.room());
            if (head != null && head.epoch().equals(position.epoch())) {
                markers.merge(key, new Kept(position, day), MemoryMarkers::further);
            }
        });
        return Future.succeededFuture();
    }

    private static Kept further(Kept before, Kept now) {
        return before.position().epoch().equals(now.position().epoch())
                        && before.position().sequence() > now.position().sequence()
                ? before
                : now;
    }

    @Override
    public Future<Map<DurableName, Position>> named(RoomId room, UserId user) {
        return Future.succeededFuture(markers.entrySet().stream()
                .filter(marker -> marker.getKey().room().equals(room)
                        && marker.getKey().user().equals(user)
                        && marker.getKey().name().isPresent())
                .collect(Collectors.toMap(
                        marker -> marker.getKey().name().orElseThrow(),
                        marker -> marker.getValue().position())));
    }

    @Override
    public Future<Void> forget(UserId user) {
        markers.keySet().removeIf(key -> key.user().equals(user));
        return Future.succeededFuture();
    }

    @Override
    public Future<Integer> forgetUnused(long beforeDay, int limit) {
        List<MarkerKey> unused = markers.entrySet().stream()
                .filter(marker -> marker.getValue().day() < beforeDay)
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
        unused.forEach(markers::remove);
        return Future.succeededFuture(unused.size());
    }
}
