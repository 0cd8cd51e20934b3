package dev.parley.contracts.presence;

import dev.parley.contracts.Event;
import dev.parley.contracts.model.RoomId;

/** What the presence service tells the gateways that watch a room. */
public sealed interface PresenceEvent extends Event permits PresenceChanged, TypingChanged {
    RoomId room();
}
