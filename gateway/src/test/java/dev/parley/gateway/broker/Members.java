package dev.parley.gateway.broker;

import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Backbone;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** The gateways of a test, on one event bus: who is there is what the test says. */
final class Members {
    private final Vertx vertx;
    private final Set<NodeId> nodes = new CopyOnWriteArraySet<>();
    private final Map<NodeId, Runnable> listeners = new ConcurrentHashMap<>();

    Members(Vertx vertx) {
        this.vertx = vertx;
    }

    void join(NodeId node) {
        nodes.add(node);
        listeners.values().forEach(Runnable::run);
    }

    void leave(NodeId node) {
        nodes.remove(node);
        listeners.remove(node);
        listeners.values().forEach(Runnable::run);
    }

    /** The backbone as one of them sees it. */
    Backbone seenBy(NodeId self) {
        return new Backbone() {
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
                return Set.copyOf(nodes);
            }

            @Override
            public void onChange(Runnable listener) {
                listeners.put(self, listener);
            }

            @Override
            public Future<Void> close() {
                return Future.succeededFuture();
            }
        };
    }
}
