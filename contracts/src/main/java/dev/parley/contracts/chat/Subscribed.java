package dev.parley.contracts.chat;

import dev.parley.contracts.model.Position;

/**
 * The actor may read, and announcements flow.
 *
 * @param head the pinned head
 * @param first the sequence of the oldest event that history can still deliver (1, or head + 1 of an empty log)
 */
public record Subscribed(Position head, long first) implements ChatReply {}
