package dev.parley.chat.shard;

import dev.parley.chat.domain.Membership;
import dev.parley.chat.domain.Room;
import dev.parley.chat.store.StoredEvent;
import java.util.Optional;

/**
 * A write is durable.
 *
 * @param room after it
 * @param actor what the one who asked is in the room after it
 * @param event the event it stored, or had stored before; empty where there is none
 * @param repeated whether it had been done before
 */
public record Written(Room room, Optional<Membership> actor, Optional<StoredEvent> event, boolean repeated) {}
