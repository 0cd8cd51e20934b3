package dev.parley.gateway.handler;

import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.session.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * A room's presence on its way to one reader, at whichever door. Nothing of it is stored, so a reader that has no room
 * misses changes; it gets a snapshot again as soon as there is room.
 */
public final class PresenceFlow implements Subscription.Flow {
    private PresenceFeeds.@Nullable Watcher watcher;
    private boolean missed;

    /** Goes on behind the snapshot that the watcher got. */
    public void begin(PresenceFeeds.Watcher begun) {
        watcher = begun;
    }

    /** The reader had no room for something. */
    public void miss() {
        missed = true;
    }

    @Override
    public void onRoom() {
        if (missed && watcher != null) {
            missed = false;
            watcher.again();
        }
    }

    @Override
    public void end() {
        if (watcher != null) {
            watcher.end();
        }
    }
}
