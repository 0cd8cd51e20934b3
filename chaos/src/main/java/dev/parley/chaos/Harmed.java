package dev.parley.chaos;

import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.LocalClusterLayout;
import dev.parley.testkit.OneAddress;
import dev.parley.testkit.Place;
import dev.parley.testkit.PortPlan;
import dev.parley.testkit.PostgresProcess;
import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that faults happen to: two processes of each service and PostgreSQL, each with its own network inside an
 * {@link Isolation}, all on 127.0.0.1 outside of one. Blocks; one thread.
 */
final class Harmed implements AutoCloseable {
    private static final LocalClusterLayout.Size SIZE =
            new LocalClusterLayout.Size(Service.EACH, Service.EACH, Service.EACH, Service.EACH);

    /**
     * No rate of the doors holds up the load, which comes from one address. A gateway that is told to end goes on for a while,
     * as behind a load balancer.
     */
    private static final Map<String, String> SETTINGS = settings();

    /** Little of the small disk is the database's own. */
    private static final Map<String, String> DATABASE_SETTINGS =
            Map.of("min_wal_size", "32MB", "max_wal_size", "64MB", "wal_sender_timeout", "10s");

    private final LocalCluster services;
    private final PostgresProcess database;
    private final Membership membership;
    private final @Nullable Network network;
    private final @Nullable Disk disk;

    private Harmed(LocalCluster services, PostgresProcess database, @Nullable Network network, @Nullable Disk disk) {
        this.services = services;
        this.database = database;
        this.membership = new Membership(services.names().stream()
                .collect(Collectors.toMap(name -> name, name -> metrics(services.process(name)))));
        this.network = network;
        this.disk = disk;
    }

    private static URI metrics(JavaProcess process) {
        JavaProcess.Spec spec = process.spec();
        return URI.create("http://" + spec.place().address() + ":" + spec.managementPort() + "/metrics");
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(OneAddress.SETTINGS);
        settings.put("PARLEY_SENDS_PER_SECOND", "0");
        settings.put("PARLEY_USER_SENDS_PER_SECOND", "0");
        settings.put("PARLEY_ADDRESS_SENDS_PER_SECOND", "0");
        settings.put("PARLEY_DRAIN_WAIT_SECONDS", "3");
        return settings;
    }

    /** Starts all of it, with logs and data in that folder, which is empty; returns when every process is ready. */
    static Harmed start(Path projectRoot, Path folder) throws IOException {
        Network network = Isolation.isInside() ? new Network(names()) : null;
        Function<String, Place> places = network == null ? name -> Place.LOOPBACK : network::place;
        LocalClusterLayout layout = new LocalClusterLayout(
                projectRoot,
                folder,
                SIZE,
                network == null ? PortPlan.free() : PortPlan.usual(),
                SETTINGS,
                JavaProcess.Spec.SMALL_JVM,
                places);
        Disk disk = network == null ? null : new Disk(layout.postgresFolder().resolve("data"));
        PostgresProcess database = PostgresProcess.start(
                layout.postgresFolder(),
                places.apply(LocalClusterLayout.POSTGRES),
                layout.postgresPort(),
                DATABASE_SETTINGS);
        try {
            return new Harmed(LocalCluster.startServices(layout), database, network, disk);
        } catch (AssertionError | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(LocalClusterLayout.POSTGRES));
        Stream.of(Service.values()).map(Service::processes).forEach(names::addAll);
        return names;
    }

    LocalCluster services() {
        return services;
    }

    PostgresProcess database() {
        return database;
    }

    /** Whom each process sees in the cluster. */
    MemberLists members() {
        return membership.lists();
    }

    List<Gateway> gateways() {
        return services.gateways();
    }

    /** Only inside an {@link Isolation}. */
    Network network() {
        return isolated(network);
    }

    /** The database's. Only inside an {@link Isolation}. */
    Disk disk() {
        return isolated(disk);
    }

    private static <T> T isolated(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("needs namespaces");
        }
        return part;
    }

    /** The processes that do not say that they are ready. */
    List<String> notReady() {
        List<String> waiting = new ArrayList<>(services.names().stream()
                .filter(name -> !services.process(name).isReady())
                .toList());
        if (!database.isReady()) {
            waiting.add(LocalClusterLayout.POSTGRES);
        }
        return waiting;
    }

    /** Ends every process. */
    @Override
    public void close() {
        membership.close();
        services.names().forEach(name -> services.process(name).resume());
        if (network != null) {
            network.heal();
        }
        services.close();
        database.close();
    }
}
