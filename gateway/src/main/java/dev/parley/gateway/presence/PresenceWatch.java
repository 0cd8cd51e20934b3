package dev.parley.gateway.presence;

import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.presence.PresenceChanged;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.contracts.presence.TypingChanged;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which event loops watch the presence of which room, so that a room is watched once a gateway. Any thread. */
public final class PresenceWatch {
    private final PresenceReporter reporter;
    private final Map<RoomId, Set<PresenceFeeds>> watching = new ConcurrentHashMap<>();

    public PresenceWatch(PresenceReporter reporter) {
        this.reporter = reporter;
        reporter.onStartedAnew(shardRooms -> shardRooms.forEach(this::onNewOwner));
    }

    /** Hears what owners tell; to be added to the table of this gateway's address. */
    public CommandTable hear(CommandTable table) {
        return table.hear(PresenceChanged.class, this::onEvent).hear(TypingChanged.class, this::onEvent);
    }

    Future<Void> watch(RoomId room, PresenceFeeds feeds) {
        watching.compute(room, (id, known) -> {
            Set<PresenceFeeds> with = known == null ? new HashSet<>(2) : new HashSet<>(known);
            with.add(feeds);
            return with;
        });
        return reporter.watch(room);
    }

    void release(RoomId room, PresenceFeeds feeds) {
        watching.computeIfPresent(room, (id, known) -> {
            Set<PresenceFeeds> without = new HashSet<>(known);
            without.remove(feeds);
            if (without.isEmpty()) {
                reporter.unwatch(room);
                return null;
            }
            return without;
        });
    }

    private void onEvent(PresenceEvent event) {
        watching.getOrDefault(event.room(), Set.of()).forEach(feeds -> feeds.onEvent(event));
    }

    private void onNewOwner(RoomId room) {
        watching.getOrDefault(room, Set.of()).forEach(feeds -> feeds.onNewOwner(room));
    }
}
