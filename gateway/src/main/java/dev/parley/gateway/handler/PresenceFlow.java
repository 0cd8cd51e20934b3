package dev.parley.gateway.handler;

import dev.parley.gateway.feed.Hearing;
import dev.parley.gateway.feed.Removal;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.session.Subscription;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A room's presence on its way to one reader, at whichever door. Nothing of it is stored, so a reader that has no room
 * misses changes; it gets a snapshot again as soon as there is room.
 */
public final class PresenceFlow implements Subscription.Flow, Hearing.Listener {
    private final Consumer<Removal> onRemoved;
    private @Nullable Hearing hearing;
    private PresenceFeeds.@Nullable Watcher watcher;
    private boolean missed;
    private boolean over;

    /** @param onRemoved tells the reader that it may not hear the room any more */
    public PresenceFlow(Consumer<Removal> onRemoved) {
        this.onRemoved = onRemoved;
    }

    /** Flows as long as the right to hear the room lasts. */
    public Future<Void> open(RoomFeeds.Opening opening) {
        hearing = opening.watch(this);
        return Future.succeededFuture();
    }

    /** Goes on behind the snapshot that the watcher got. */
    public void begin(PresenceFeeds.Watcher begun) {
        watcher = begun;
        if (over) {
            begun.end();
        } else {
            onRoom();
        }
    }

    /** Whether the reader may be told something now. */
    public boolean mayDeliver() {
        return !over && hearing != null && !hearing.isInDoubt();
    }

    /** The reader had no room for something. */
    public void miss() {
        missed = true;
    }

    @Override
    public void onRoom() {
        if (missed && watcher != null && mayDeliver()) {
            missed = false;
            watcher.again();
        }
    }

    @Override
    public void onConfirmed() {
        onRoom();
    }

    @Override
    public void onRemoved(Removal removal) {
        end();
        onRemoved.accept(removal);
    }

    @Override
    public void end() {
        over = true;
        if (hearing != null) {
            hearing.end();
        }
        if (watcher != null) {
            watcher.end();
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }
}
