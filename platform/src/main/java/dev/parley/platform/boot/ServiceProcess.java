package dev.parley.platform.boot;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.BusTimes;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.CanaryOptions;
import dev.parley.platform.cluster.CanaryRounds;
import dev.parley.platform.cluster.ClusterOptions;
import dev.parley.platform.cluster.HazelcastBackbone;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import dev.parley.platform.health.Health;
import dev.parley.platform.health.ManagementServer;
import dev.parley.platform.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process from start to stop: settings, backbone, management port, services in order; and at SIGTERM or Ctrl-C all of
 * it in reverse, within a bounded time.
 */
public final class ServiceProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    /** How long a process that is asked to stop may take; the grace period of a pod is longer. */
    public static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    /** One event loop: the one shard and the gateway's own part talk with every message, and then need not wake each other. */
    private static final VertxOptions LOCAL =
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1);

    private final ServiceRuntime runtime;
    private final int managementPort;
    private final Deque<Service.Running> running;

    private ServiceProcess(ServiceRuntime runtime, int managementPort, Deque<Service.Running> running) {
        this.runtime = runtime;
        this.managementPort = managementPort;
        this.running = running;
    }

    /** The main of a service's own process: joins the cluster; ends the JVM with status 1 when it cannot start. */
    public static void main(Service service) {
        try {
            launch(
                    settings -> HazelcastBackbone.join(
                            new VertxOptions().setPreferNativeTransport(true),
                            ClusterOptions.of(settings),
                            self(settings),
                            service.name(),
                            service.attributes(settings)),
                    Settings.load(System.getenv()),
                    List.of(service));
        } catch (ConfigException e) {
            giveUp(e);
        }
    }

    /** The main of several services in one process: no cluster. The value is given when all of them serve. */
    public static Future<ServiceProcess> launchLocal(Settings settings, List<Service> services) {
        return launch(
                read -> Future.succeededFuture(new LocalBackbone(Vertx.vertx(LOCAL), self(read))), settings, services);
    }

    /** How a process gets its backbone. */
    private interface Joining {
        Future<Backbone> join(Settings settings);
    }

    private static Future<ServiceProcess> launch(Joining joining, Settings settings, List<Service> services) {
        return joining.join(settings)
                .compose(backbone -> start(backbone, settings, services))
                .onSuccess(process -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(process::stopAndWait, "stop"));
                    LOG.atInfo().log("effective settings {}", settings.effective());
                })
                .onFailure(ServiceProcess::giveUp);
    }

    /** Starts services on a backbone that is there; also what tests use. Nothing of it ends the JVM. */
    public static Future<ServiceProcess> start(Backbone backbone, Settings settings, List<Service> services) {
        Bus bus = new Bus(
                backbone.vertx(),
                new Addresses(
                        settings.number("PARLEY_CHAT_SHARDS", 64, 1, 4096),
                        settings.number("PARLEY_PRESENCE_SHARDS", 16, 1, 4096)),
                busTimes(settings));
        ServiceRuntime runtime = new ServiceRuntime(backbone, bus, settings, new Health(), new Meters());
        CanaryRounds canaries = new CanaryRounds(backbone, bus, CanaryOptions.of(settings));
        backbone.onChange(bus::onMembershipChanged);
        runtime.health().registerVital("cluster", backbone::check);
        runtime.health().register("addresses", canaries::check);
        ManagementServer.Options management = ManagementServer.Options.of(settings);
        Deque<Service.Running> running = new ArrayDeque<>();
        Future<HttpServer> listening = Listening.on(
                "PARLEY_MANAGEMENT_PORT",
                management.port(),
                new ManagementServer(runtime.health(), runtime.meters(), management).listen(backbone.vertx()));
        return listening.compose(server -> {
            Future<Void> all = canaries.start();
            for (Service service : services) {
                all = all.compose(before -> service.start(runtime))
                        .onSuccess(running::push)
                        .mapEmpty();
            }
            return all.map(done -> {
                runtime.health().started();
                LOG.atInfo()
                        .addKeyValue(
                                "services", services.stream().map(Service::name).toList())
                        .addKeyValue("managementPort", server.actualPort())
                        .log("started");
                return new ServiceProcess(runtime, server.actualPort(), running);
            });
        });
    }

    private static BusTimes busTimes(Settings settings) {
        BusTimes defaults =
                BusTimes.of(Duration.ofMillis(settings.number("PARLEY_BUS_TIMEOUT_MILLIS", 5000, 100, 60_000)));
        return new BusTimes(
                defaults.timeout(),
                Duration.ofMillis(settings.number(
                        "PARLEY_BUS_REPEAT_MILLIS", (int) defaults.repeat().toMillis(), 10, 60_000)),
                Duration.ofMillis(settings.number(
                        "PARLEY_BUS_UNSETTLED_MILLIS",
                        (int) defaults.unsettled().toMillis(),
                        0,
                        60_000)));
    }

    /** The port that probes and metrics are at. */
    public int managementPort() {
        return managementPort;
    }

    /** Stops the services in reverse order, then the backbone. */
    public Future<Void> stop() {
        runtime.health().draining();
        Future<Void> all = Future.succeededFuture();
        while (!running.isEmpty()) {
            Service.Running service = running.pop();
            all = all.transform(before -> service.stop());
        }
        return all.transform(before -> runtime.backbone().close())
                .onComplete(closed -> runtime.meters().close());
    }

    private void stopAndWait() {
        try {
            stop().toCompletionStage().toCompletableFuture().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
            LOG.atInfo().log("stopped");
        } catch (TimeoutException e) {
            LOG.atError().log("not stopped within {} s: giving up", STOP_WITHIN.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            LOG.atError().setCause(e.getCause()).log("stopping failed");
        }
    }

    /** A process that cannot start must not stay a member of the cluster, so it ends at once. */
    private static void giveUp(Throwable failure) {
        if (failure instanceof ConfigException) {
            LOG.atError().log("cannot start: {}", failure.getMessage());
        } else {
            LOG.atError().setCause(failure).log("cannot start");
        }
        Runtime.getRuntime().halt(1);
    }

    private static NodeId self(Settings settings) {
        return new NodeId(
                settings.text("PARLEY_NODE_NAME", hostName()),
                UUID.randomUUID().toString().substring(0, 8));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
