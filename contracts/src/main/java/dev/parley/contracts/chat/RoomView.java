package dev.parley.contracts.chat;

import dev.parley.contracts.model.EventBody;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * A room as one person sees it.
 *
 * @param role the person's role, or null for one who is not a member
 * @param members how many there are
 * @param lastEvent the newest event, in a listing of one's own rooms; else null
 */
public record RoomView(
        RoomId id,
        String name,
        Visibility visibility,
        String topic,
        Position head,
        @Nullable Role role,
        long members,
        long createdAtMillis,
        @Nullable EventBody lastEvent)
        implements ChatReply {}
