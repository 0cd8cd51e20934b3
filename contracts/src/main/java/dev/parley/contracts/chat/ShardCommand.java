package dev.parley.contracts.chat;

import dev.parley.contracts.Command;
import dev.parley.contracts.Reply;

/** A command to the owner of a shard as a whole. */
public sealed interface ShardCommand<R extends Reply> extends Command<R> permits MoveMarkers, RenewInterest {
    /** 0 to the number of shards - 1. */
    int shard();
}
