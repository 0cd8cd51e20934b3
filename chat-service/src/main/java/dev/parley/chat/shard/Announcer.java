package dev.parley.chat.shard;

import dev.parley.contracts.chat.LoggedEvent;
import dev.parley.contracts.model.Epoch;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.RoomId;
import java.util.List;
import java.util.Set;

/** Port: tells gateways what has been committed. Best effort: the log is the truth, and says it again. */
@FunctionalInterface
public interface Announcer {
    /** @param events of one room, in order of sequence, at least one */
    void announce(RoomId room, Epoch epoch, List<LoggedEvent> events, Set<NodeId> gateways);
}
