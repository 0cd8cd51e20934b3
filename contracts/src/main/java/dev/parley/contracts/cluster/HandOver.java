package dev.parley.contracts.cluster;

import dev.parley.contracts.model.NodeId;
import java.util.List;

/**
 * Asks a process to serve these shards of a service, which another one is about to release. Answered when it does;
 * refused {@code unavailable} where it does not, or does not think that it should.
 *
 * @param from who releases them then
 * @param leaving whether who releases them is about to end and is to be given none again
 */
public record HandOver(String service, NodeId to, NodeId from, boolean leaving, List<Integer> shards)
        implements ClusterCommand<HandedOver> {
    public HandOver {
        shards = List.copyOf(shards);
    }
}
