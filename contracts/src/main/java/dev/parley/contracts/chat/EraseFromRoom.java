package dev.parley.contracts.chat;

import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;

/**
 * Ends whatever a person is to a room, member or banned or neither, with a LEAVE that says that the person is erased; the
 * person writes nothing there behind it. Once: asked again, the first answer. Refused {@code not-found} where the room is
 * gone.
 */
public record EraseFromRoom(RoomId room, UserId user) implements ChatCommand<Posted> {}
