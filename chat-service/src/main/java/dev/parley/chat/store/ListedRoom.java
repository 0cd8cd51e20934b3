package dev.parley.chat.store;

import dev.parley.chat.domain.Room;
import dev.parley.contracts.chat.Role;
import dev.parley.contracts.model.EventBody;
import java.time.Instant;
import java.util.Optional;

/**
 * A room in a listing.
 *
 * @param role of the person who asks
 * @param newest the body of the newest event, in a listing of one's own rooms
 * @param activeAt when the newest event was sent; before the first, when the room was made
 */
public record ListedRoom(Room room, Optional<Role> role, Optional<EventBody> newest, Instant activeAt) {}
