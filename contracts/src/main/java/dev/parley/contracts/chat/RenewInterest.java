package dev.parley.contracts.chat;

import dev.parley.contracts.model.NodeId;
import java.util.List;

/**
 * What one gateway wants of one shard: all of it, and nothing else. Replaces what the node said before, so it also ends
 * interest. Repeated every few seconds, and at once when the shard moves.
 *
 * @param rooms each room with the newest position the gateway knows of
 */
public record RenewInterest(int shard, NodeId node, List<RoomHead> rooms) implements ShardCommand<InterestHeads> {
    public RenewInterest {
        rooms = List.copyOf(rooms);
    }
}
