package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import org.jspecify.annotations.Nullable;

/**
 * Lists rooms the actor may know of.
 *
 * @param scope {@code MINE}: newest activity first; {@code PUBLIC}: by id
 * @param query a part of the id or the name, or empty
 * @param cursor where the last page ended, or null
 */
public record ListRooms(
        Actor actor, Scope scope, String query, @Nullable String cursor, int limit)
        implements DirectoryCommand<RoomPage> {
    /** Which rooms. */
    public enum Scope {
        MINE,
        PUBLIC
    }
}
