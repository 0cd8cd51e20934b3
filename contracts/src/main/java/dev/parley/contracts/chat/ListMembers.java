package dev.parley.contracts.chat;

import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Lists who belongs to a room that the actor may read, in an order that does not change.
 *
 * @param cursor where the last page ended, or null
 */
public record ListMembers(
        RoomId room, Actor actor, @Nullable String cursor, int limit) implements ChatCommand<MemberPage> {}
