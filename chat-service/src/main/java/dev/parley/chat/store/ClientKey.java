package dev.parley.chat.store;

import dev.parley.contracts.model.ClientMessageId;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;

/** What is stored once, for ever (I2). */
public record ClientKey(RoomId room, UserId author, ClientMessageId id) {}
