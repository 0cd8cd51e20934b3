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

    /** The live processes, whatever they run, this one among them. Any thread. */
    default Set<NodeId> nodes() {
        return Set.of(self());
    }

    /** How many of them Hazelcast does not list. */
    default int unlisted() {
        return 0;
    }

    /** How many processes Hazelcast lists, whether they are there or not. */
    default int listed() {
        return 1;
    }

    /** The addresses of the bus at which the other processes should find this one; none where there are no others. */
    default Set<String> addresses() {
        return Set.of();
    }

    /** The other processes find this one at the address no more; what is on its way to it still arrives. */
    default Future<Void> withdraw(String address) {
        return Future.succeededFuture();
    }

    /** Tells the other processes anew at which addresses this one is. */
    default Future<Void> renew() {
        return Future.succeededFuture();
    }

    /** Fails once this process is no member of its cluster and cannot become one again. */
    default Future<Void> check() {
        return Future.succeededFuture();
    }

    /** Calls back, on any thread, after each change of who is live, and when a member is heard again after a silence. */
    void onChange(Runnable listener);

    /** Leaves the cluster and closes the instance. */
    Future<Void> close();
}
