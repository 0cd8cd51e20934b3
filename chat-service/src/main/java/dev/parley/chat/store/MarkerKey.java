package dev.parley.chat.store;

import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import java.util.Optional;

/**
 * What there is one marker for.
 *
 * @param name empty for the person's own
 */
public record MarkerKey(UserId user, RoomId room, Optional<DurableName> name) {}
