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
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
    /** How long leaving the cluster may take: Hazelcast's graceful shutdown hands its data over. */
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(25);

    /** One event loop: the one shard and the gateway's own part talk with every message, and then need not wake each other. */
    private static final VertxOptions LOCAL =
            new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1);

    private final ServiceRuntime runtime;
    private final int managementPort;
    private final Deque<Stoppable> running;
    private final Duration stopWithin;

    /** A service that runs, and how long it may take to stop. */
    private record Stoppable(String name, Service.Running service, Duration within) {}

    private ServiceProcess(ServiceRuntime runtime, int managementPort, Deque<Stoppable> running, Duration stopWithin) {
        this.runtime = runtime;
        this.managementPort = managementPort;
        this.running = running;
        this.stopWithin = stopWithin;
    }

    /**
     * How long a process of these services takes to stop, at the most: what its services may take, one after the other,
     * and then the cluster. The grace period of a pod is longer.
     */
    public static Duration stopWithin(Settings settings, List<? extends Service> services) {
        return services.stream().map(service -> service.stopWithin(settings)).reduce(LEAVE_WITHIN, Duration::plus);
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
        Gauge.builder(
                        "parley.cluster.members",
                        backbone,
                        members -> members.nodes().size())
                .description("processes in the cluster, as this one sees it")
                .register(runtime.meters().registry());
        Gauge.builder("parley.cluster.unlisted", backbone, Backbone::unlisted)
                .description("those of them that Hazelcast does not list")
                .register(runtime.meters().registry());
        Gauge.builder("parley.cluster.listed", backbone, Backbone::listed)
                .description("processes that Hazelcast lists, there or not")
                .register(runtime.meters().registry());
        CanaryRounds canaries = new CanaryRounds(backbone, bus, CanaryOptions.of(settings));
        backbone.onChange(bus::onMembershipChanged);
        runtime.health().registerVital("cluster", backbone::check);
        runtime.health().register("addresses", canaries::check);
        ManagementServer.Options management = ManagementServer.Options.of(settings);
        Deque<Stoppable> running = new ArrayDeque<>();
        Future<HttpServer> listening = Listening.on(
                "PARLEY_MANAGEMENT_PORT",
                management.port(),
                new ManagementServer(runtime.health(), runtime.meters(), management).listen(backbone.vertx()));
        return listening.compose(server -> {
            Future<Void> all = canaries.start();
            for (Service service : services) {
                all = all.compose(before -> service.start(runtime))
                        .onSuccess(started ->
                                running.push(new Stoppable(service.name(), started, service.stopWithin(settings))))
                        .mapEmpty();
            }
            return all.map(done -> {
                runtime.health().started();
                LOG.atInfo()
                        .addKeyValue(
                                "services", services.stream().map(Service::name).toList())
                        .addKeyValue("managementPort", server.actualPort())
                        .log("started");
                return new ServiceProcess(runtime, server.actualPort(), running, stopWithin(settings, services));
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

    /**
     * Is not ready from now on; stops the services in reverse order, each within its time, then the backbone
     * (docs/adr/0028-how-a-gateway-empties.md).
     */
    public Future<Void> stop() {
        runtime.health().draining();
        Future<Void> all = Future.succeededFuture();
        while (!running.isEmpty()) {
            Stoppable service = running.pop();
            all = all.transform(before -> stop(service));
        }
        return all.transform(before -> runtime.backbone().close())
                .onComplete(closed -> runtime.meters().close());
    }

    /** One that is late goes on stopping, beside those that it would hold up. */
    private Future<Void> stop(Stoppable service) {
        Vertx vertx = runtime.backbone().vertx();
        Promise<Void> over = Promise.promise();
        long late = vertx.setTimer(Math.max(1, service.within().toMillis()), fired -> {
            LOG.atError().addKeyValue("service", service.name()).log("not stopped in its time: going on");
            over.tryComplete();
        });
        service.service().stop().onComplete(stopped -> {
            vertx.cancelTimer(late);
            if (stopped.failed()) {
                LOG.atWarn()
                        .setCause(stopped.cause())
                        .addKeyValue("service", service.name())
                        .log("stopping failed");
            }
            over.tryComplete();
        });
        return over.future();
    }

    private void stopAndWait() {
        try {
            stop().toCompletionStage().toCompletableFuture().get(stopWithin.toMillis(), TimeUnit.MILLISECONDS);
            LOG.atInfo().log("stopped");
        } catch (TimeoutException e) {
            LOG.atError().log("not stopped within {} s: giving up", stopWithin.toSeconds());
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
