package dev.parley.presence;

import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Backbone;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One process whose membership a test decides. */
final class MovingBackbone implements Backbone {
    private static final NodeId SELF = new NodeId("here", "1");
    static final NodeId ELSEWHERE = new NodeId("elsewhere", "1");

    private final Vertx vertx;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Set<NodeId> nodes = Set.of(SELF);

    MovingBackbone(Vertx vertx) {
        this.vertx = vertx;
    }

    /** From now on everything belongs to another process. */
    void shardsGoAway() {
        changeTo(Set.of(ELSEWHERE));
    }

    void shardsComeBack() {
        changeTo(Set.of(SELF));
    }

    private void changeTo(Set<NodeId> newNodes) {
        nodes = newNodes;
        listeners.forEach(Runnable::run);
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public NodeId self() {
        return SELF;
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
