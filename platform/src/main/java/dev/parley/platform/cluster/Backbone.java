package dev.parley.platform.cluster;

import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;

/**
 * The Vert.x instance that services talk over, and the processes that share it. Membership is a hint: it says who
 * probably serves a shard, and nothing is correct only because of it.
 */
public interface Backbone {
    /** The instance to deploy services on. */
    Vertx vertx();

    /** This process. */
    NodeId self();

    /** The live processes that run a service, this one among them if it does. Any thread. */
    Set<NodeId> nodes(String service);

    /**
     * What each live process that runs a service says of itself under a name, whoever says nothing left out. Nobody but
     * the processes of the cluster can read it. Any thread.
     */
    default Map<NodeId, String> attributes(String service, String name) {
        return Map.of();
    }

    /** Calls back, on any thread, after each change of the membership. */
    void onChange(Runnable listener);

    /** Leaves the cluster and closes the instance. */
    Future<Void> close();
}
