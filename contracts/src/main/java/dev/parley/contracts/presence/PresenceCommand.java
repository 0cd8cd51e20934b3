package dev.parley.contracts.presence;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;

/** A command to the owner of a presence shard. Rooms are spread over the shards by their id. */
public sealed interface PresenceCommand<R extends Reply> extends Command<R> permits RenewLease, SetTyping, WhoIsHere {
    /** 0 to the number of presence shards - 1. */
    int shard();
}
