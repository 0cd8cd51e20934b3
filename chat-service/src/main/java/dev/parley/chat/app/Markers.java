package dev.parley.chat.app;

import dev.parley.chat.store.MarkerKey;
import dev.parley.chat.store.MarkerStore;
import dev.parley.contracts.chat.MarkersMoved;
import dev.parley.contracts.chat.MoveMarkers;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Markers on their way to the store. While some are being stored, those that come wait together, the newest place of
 * each: however many gateways and shards send them, a process has one transaction of markers in flight. One event loop.
 */
public final class Markers {
    private static final int FORGET_AT_ONCE = 1000;

    private final MarkerStore store;
    private final InstantSource clock;
    private final Options options;
    private Map<MarkerKey, Position> waiting = new LinkedHashMap<>();
    private Promise<Void> next = Promise.promise();
    private Future<Void> storing = Future.succeededFuture();

    /**
     * Bounds of what is kept.
     *
     * @param waiting the most markers that may wait
     * @param names the most durable names of a person in a room
     * @param unused how long a marker is kept that is not used
     */
    public record Options(int waiting, int names, Duration unused) {}

    public Markers(MarkerStore store, InstantSource clock, Options options) {
        this.store = store;
        this.clock = clock;
        this.options = options;
    }

    /** Answers when they are stored; refused {@code unavailable} where too many wait. */
    public Future<MarkersMoved> move(MoveMarkers command) {
        if (waiting.size() + command.markers().size() > options.waiting()) {
            return Future.failedFuture(Refusal.unavailable("too many markers are waiting here"));
        }
        command.markers()
                .forEach(marker -> waiting.merge(
                        new MarkerKey(marker.user(), marker.room(), Optional.ofNullable(marker.name())),
                        marker.position(),
                        Markers::further));
        Future<Void> stored = next.future();
        if (storing.isComplete()) {
            store();
        }
        return stored.map(done -> new MarkersMoved());
    }

    /** A person's durable names in a room, behind every move that came before. */
    Future<Map<DurableName, Position>> named(RoomId room, UserId user) {
        Future<Void> before = waiting.isEmpty() ? storing : next.future();
        return before.transform(done -> store.named(room, user));
    }

    /** Whether a person may have one name more in a room. */
    boolean hasRoom(int names) {
        return names < options.names();
    }

    /** Forgets what was not used for long. */
    public Future<Void> forgetUnused() {
        return store.forgetUnused(today() - options.unused().toDays(), FORGET_AT_ONCE)
                .compose(gone -> gone < FORGET_AT_ONCE ? Future.succeededFuture() : forgetUnused());
    }

    private void store() {
        if (waiting.isEmpty()) {
            return;
        }
        Map<MarkerKey, Position> batch = waiting;
        Promise<Void> done = next;
        waiting = new LinkedHashMap<>();
        next = Promise.promise();
        storing = done.future();
        Future.succeededFuture().compose(go -> store.move(batch, today())).onComplete(result -> {
            if (result.succeeded()) {
                done.complete();
            } else {
                done.fail(result.cause());
            }
            store();
        });
    }

    /** Of two logs' places the later said one: the store takes only that of the log there is. */
    private static Position further(Position before, Position now) {
        return before.epoch().equals(now.epoch()) && before.sequence() > now.sequence() ? before : now;
    }

    private long today() {
        return Duration.between(Instant.EPOCH, clock.instant()).toDays();
    }
}
