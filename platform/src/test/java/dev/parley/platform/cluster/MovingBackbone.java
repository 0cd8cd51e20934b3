package dev.parley.platform.cluster;

import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A backbone whose membership a test moves by hand. */
final class MovingBackbone implements Backbone {
    private final Vertx vertx;
    private final NodeId self;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Set<NodeId> nodes;

    MovingBackbone(Vertx vertx, NodeId self) {
        this.vertx = vertx;
        this.self = self;
        this.nodes = Set.of(self);
    }

    /** From now on these are the live processes. */
    void move(Set<NodeId> members) {
        nodes = Set.copyOf(members);
        listeners.forEach(Runnable::run);
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
        return nodes;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Future<Void> close() {
        return vertx.close();
    }
}
