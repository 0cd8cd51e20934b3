package dev.parley.gateway;

import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/**
 * The gateway: two Vert.x instances. The backbone is the process's own; the edge is made here, is not clustered, and has
 * a verticle on each event loop (docs/adr/0003-edge-and-backbone.md).
 */
public final class GatewayService implements Service {
    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Future<Running> start(ServiceRuntime runtime) {
        GatewayConfig config = GatewayConfig.of(runtime.settings());
        int loops = Runtime.getRuntime().availableProcessors();
        Vertx edge =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        GatewayNode node = new GatewayNode(runtime, config);
        return runtime.backbone()
                .vertx()
                .deployVerticle(node)
                .compose(deployed -> edge.deployVerticle(
                        () -> new GatewayVerticle(config, node), new DeploymentOptions().setInstances(loops)))
                .map(deployed -> new Edge(edge, deployed, config, node));
    }

    /** A gateway that runs. */
    private record Edge(Vertx vertx, String deployment, GatewayConfig config, GatewayNode node) implements Running {
        @Override
        public Future<Void> stop() {
            return vertx.undeploy(deployment).transform(drained -> node.stop()).transform(left -> vertx.close());
        }
    }
}
