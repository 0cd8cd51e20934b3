package dev.parley.contracts.presence;

import dev.parley.contracts.model.RoomId;

/** Asks who is in a room. The gateway has made sure that the asker may know. */
public record WhoIsHere(int shard, RoomId room) implements PresenceCommand<RoomPresence> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
