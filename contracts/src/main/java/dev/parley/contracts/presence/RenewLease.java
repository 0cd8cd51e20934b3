package dev.parley.contracts.presence;

import dev.parley.contracts.model.NodeId;
import java.util.List;

/**
 * Renews a gateway's lease of one shard and reports what changed under it. The lease voids itself when it is not
 * renewed in time, or when another incarnation of the node's name appears.
 *
 * @param base the version the changes apply to; 0 says: forget what I said, the changes are everything
 * @param version the version after them
 */
public record RenewLease(int shard, NodeId node, long base, long version, List<SessionChange> changes)
        implements PresenceCommand<LeaseRenewed> {
    public RenewLease {
        changes = List.copyOf(changes);
    }
}
