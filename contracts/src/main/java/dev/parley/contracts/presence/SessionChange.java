package dev.parley.contracts.presence;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.SessionId;
import org.jspecify.annotations.Nullable;

/**
 * One session came to a room, or left it; or a gateway began or ceased to watch it.
 *
 * @param session the session, or null for the gateway as a watcher
 * @param who the person; null for a watcher and where it left
 */
public record SessionChange(
        RoomId room, @Nullable SessionId session, @Nullable Person who, Kind kind) {
    /** What changed. */
    public enum Kind {
        HERE,
        GONE,
        WATCH,
        UNWATCH
    }
}
