package dev.parley.contracts.chat;

import dev.parley.contracts.model.DurableName;
import dev.parley.contracts.model.Position;
import dev.parley.contracts.model.RoomId;
import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * How far a room's log was delivered to a person.
 *
 * @param name under which durable name; null for the person's own, whatever the device
 */
public record Marker(RoomId room, UserId user, @Nullable DurableName name, Position position) {}
