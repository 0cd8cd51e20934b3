package dev.parley.gateway.feed;

import dev.parley.contracts.model.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * That somebody may not hear a room any more.
 *
 * @param event that says so, or null where it is not known which did
 * @param seen whether it was delivered, as the last one
 */
public record Removal(RoomId room, @Nullable FeedEvent event, boolean seen) {}
