package dev.parley.contracts.cluster;

import dev.parley.contracts.model.NodeId;
import java.util.List;

/**
 * Asks a peer to send a {@link Canary} to each of these addresses.
 *
 * @param from who wants to hear them
 * @param round returned in each of them
 */
public record CallBack(NodeId to, NodeId from, long round, List<String> addresses)
        implements ClusterCommand<CalledBack> {
    public CallBack {
        addresses = List.copyOf(addresses);
    }
}
