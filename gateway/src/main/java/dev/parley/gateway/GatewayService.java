package dev.parley.gateway;

import dev.parley.gateway.interceptor.FrameInterceptor;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.peer.PeerOptions;
import dev.parley.gateway.session.DrainOptions;
import dev.parley.platform.boot.Service;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.config.Settings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The gateway: two Vert.x instances. The backbone is the process's own; the edge is made here, is not clustered, and has
 * a verticle on each event loop (docs/adr/0003-edge-and-backbone.md).
 */
public final class GatewayService implements Service {
    private final List<FrameInterceptor> interceptors;

    /** With the interceptors that are on the class path. */
    public GatewayService() {
        this(Interceptors.installed());
    }

    /** With these interceptors. */
    public GatewayService(List<FrameInterceptor> interceptors) {
        this.interceptors = List.copyOf(interceptors);
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Map<String, String> attributes(Settings settings) {
        return PeerOptions.attributes(settings);
    }

    @Override
    public Duration stopWithin(Settings settings) {
        return DrainOptions.of(settings).inAll();
    }

    @Override
    public Future<Running> start(ServiceRuntime runtime) {
        GatewayConfig config = GatewayConfig.of(runtime.settings());
        return DoorCertificates.open(
                        runtime.backbone().vertx(), config, runtime.meters().registry())
                .compose(certificates -> start(runtime, config, certificates));
    }

    private Future<Running> start(ServiceRuntime runtime, GatewayConfig config, DoorCertificates certificates) {
        int loops = config.loops();
        Vertx edge =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        GatewayNode node = new GatewayNode(runtime, config, interceptors, certificates);
        Vertx backbone = runtime.backbone().vertx();
        return backbone.deployVerticle(node)
                .compose(shared -> edge.deployVerticle(
                                () -> new GatewayVerticle(config, node), new DeploymentOptions().setInstances(loops))
                        .map(loopsDeployed -> new Edge(
                                edge,
                                loopsDeployed,
                                backbone,
                                shared,
                                config.drain().noticing())));
    }

    /** A gateway that runs. */
    private record Edge(Vertx edge, String loops, Vertx backbone, String node, Duration noticing) implements Running {
        /** Goes on as before for a while: the process says that it is not ready, and who sends it clients has to notice. */
        @Override
        public Future<Void> stop() {
            return noticing.isZero()
                    ? empty()
                    : backbone.timer(noticing.toMillis()).transform(noticed -> empty());
        }

        private Future<Void> empty() {
            // A Future of no context: one of the edge's could not complete once the edge is closed.
            Promise<Void> drained = Promise.promise();
            edge.undeploy(loops).onComplete(drained);
            return drained.future().transform(done -> backbone.undeploy(node)).transform(left -> edge.close());
        }
    }
}
