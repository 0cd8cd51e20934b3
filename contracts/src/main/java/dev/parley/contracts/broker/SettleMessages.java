package dev.parley.contracts.broker;

import dev.parley.contracts.model.NodeId;
import java.util.List;

/**
 * Ends deliveries of a queue.
 *
 * @param gateway where the messages were taken
 * @param accepted whether they are done, or are to go to somebody else
 */
public record SettleMessages(NodeId to, NodeId gateway, Place place, List<String> messageIds, boolean accepted)
        implements BrokerCommand<Noted> {
    public SettleMessages {
        messageIds = List.copyOf(messageIds);
    }
}
