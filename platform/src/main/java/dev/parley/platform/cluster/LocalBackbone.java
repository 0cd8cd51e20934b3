package dev.parley.platform.cluster;

import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;

/** A backbone of one process: no cluster, no port. It runs every service. */
public final class LocalBackbone implements Backbone {
    private final Vertx vertx;
    private final NodeId self;

    public LocalBackbone(Vertx vertx, NodeId self) {
        this.vertx = vertx;
        this.self = self;
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Set<NodeId> nodes(String service) {
        return Set.of(self);
    }

    @Override
    public void onChange(Runnable listener) {
        // one process never changes
    }

    @Override
    public Future<Void> close() {
        return vertx.close();
    }
}
