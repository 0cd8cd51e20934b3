package dev.parley.testkit;

import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which processes a local cluster consists of, with their ports and settings. Decided once, when made. */
public final class LocalClusterLayout {
    /** The name of PostgreSQL among the processes. */
    public static final String POSTGRES = "postgres";

    private final Path projectRoot;
    private final Path folder;
    /** The name behind which the processes are. */
    private static final String MEMBERS = "parley-members.test";

    private final Map<String, String> settings;
    private final List<String> jvmOptions;
    private final Function<String, Place> places;
    private final int postgresPort;
    private final List<Node> nodes = new ArrayList<>();

    /** How many processes of each service. */
    public record Size(int chat, int presence, int auth, int gateways) {
        private static final int MOST = 16;

        public Size {
            for (int count : new int[] {chat, presence, auth, gateways}) {
                if (count < 1 || count > MOST) {
                    throw new IllegalArgumentException("of each service, 1 to " + MOST + " processes");
                }
            }
        }
    }

    /** In the order of their start: chat and presence hold the cluster's data, the others wait for them. */
    private enum Kind {
        CHAT("chat", "dev.parley.chat.ChatMain"),
        PRESENCE("presence", "dev.parley.presence.PresenceMain"),
        AUTH("auth", "dev.parley.auth.AuthMain"),
        GATEWAY("gateway", "dev.parley.gateway.GatewayMain");

        private final String service;
        private final String mainClass;

        Kind(String service, String mainClass) {
            this.service = service;
            this.mainClass = mainClass;
        }

        String module() {
            return this == GATEWAY ? service : service + "-service";
        }
    }

    private record Node(Kind kind, String name, int management, int cluster, int bus, int http, int stompTcp) {}

    /** Plans small processes: many of them share one machine. */
    public LocalClusterLayout(Path projectRoot, Path folder, Size size, PortPlan ports, Map<String, String> settings) {
        this(projectRoot, folder, size, ports, settings, JavaProcess.Spec.SMALL_JVM);
    }

    /**
     * Plans the processes.
     *
     * @param folder for logs, pids and data
     * @param settings further {@code PARLEY_*} of every process; addresses, names and the database are not theirs to set
     * @param jvmOptions of every process
     */
    public LocalClusterLayout(
            Path projectRoot,
            Path folder,
            Size size,
            PortPlan ports,
            Map<String, String> settings,
            List<String> jvmOptions) {
        this(projectRoot, folder, size, ports, settings, jvmOptions, name -> Place.LOOPBACK);
    }

    /**
     * Plans the processes, each at a place of its own.
     *
     * @param places by the name of the process: {@code chat-1}, {@code gateway-2}, ..., {@link #POSTGRES}
     */
    public LocalClusterLayout(
            Path projectRoot,
            Path folder,
            Size size,
            PortPlan ports,
            Map<String, String> settings,
            List<String> jvmOptions,
            Function<String, Place> places) {
        this.projectRoot = projectRoot;
        this.folder = folder.toAbsolutePath();
        this.settings = Map.copyOf(settings);
        this.jvmOptions = List.copyOf(jvmOptions);
        this.places = places;
        this.postgresPort = ports.port(PortPlan.Use.POSTGRES, 0);
        add(Kind.CHAT, size.chat(), ports);
        add(Kind.PRESENCE, size.presence(), ports);
        add(Kind.AUTH, size.auth(), ports);
        add(Kind.GATEWAY, size.gateways(), ports);
    }

    private void add(Kind kind, int count, PortPlan ports) {
        for (int i = 0; i < count; i++) {
            int index = nodes.size();
            boolean door = kind == Kind.GATEWAY;
            nodes.add(new Node(
                    kind,
                    kind.service + "-" + (i + 1),
                    ports.port(PortPlan.Use.MANAGEMENT, index),
                    ports.port(PortPlan.Use.CLUSTER, index),
                    ports.port(PortPlan.Use.BUS, index),
                    door ? ports.port(PortPlan.Use.HTTP, i) : 0,
                    door ? ports.port(PortPlan.Use.STOMP_TCP, i) : 0));
        }
    }

    /** Where logs, pids and data are. */
    public Path folder() {
        return folder;
    }

    /** The doors, in the order of the gateways' numbers. */
    public List<Gateway> gateways() {
        return nodes.stream()
                .filter(node -> node.kind == Kind.GATEWAY)
                .map(node -> new Gateway(address(node), node.http, node.stompTcp))
                .toList();
    }

    /** Fails with one sentence for all that is in the way: processes in the folder, ports in use. */
    void requireNothingRunning() {
        List<String> running = LocalClusterStop.running(folder);
        if (!running.isEmpty()) {
            throw new IllegalStateException("already running in " + folder + ": " + String.join(", ", running));
        }
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("PostgreSQL", postgresPort);
        for (Node node : nodes) {
            ports.put(node.name + "'s management", node.management);
            ports.put(node.name + "'s Hazelcast", node.cluster);
            ports.put(node.name + "'s event bus", node.bus);
            if (node.kind == Kind.GATEWAY) {
                ports.put(node.name + "'s HTTP", node.http);
                ports.put(node.name + "'s STOMP over TCP", node.stompTcp);
            }
        }
        List<String> busy = ports.entrySet().stream()
                .filter(port -> !Ports.isFree(port.getValue()))
                .map(port -> port.getValue() + " (" + port.getKey() + ")")
                .toList();
        if (!busy.isEmpty()) {
            throw new IllegalStateException("in use by another process: port " + String.join(", port ", busy));
        }
    }

    /** What to start, in this order. */
    List<JavaProcess.Spec> specs() {
        return nodes.stream()
                .map(node -> new JavaProcess.Spec(
                        node.name,
                        folder,
                        Artifacts.classPath(projectRoot, node.kind.module()),
                        node.kind.mainClass,
                        jvmOptions(),
                        settingsOf(node),
                        places.apply(node.name),
                        node.management))
                .toList();
    }

    /** The process ids and ports, one line a process, for people. */
    public List<String> describe() {
        return nodes.stream()
                .map(node -> node.name + "  management http://" + address(node) + ":" + node.management
                        + (node.kind == Kind.GATEWAY
                                ? "  page http://" + address(node) + ":" + node.http + "/  STOMP tcp://" + address(node)
                                        + ":" + node.stompTcp
                                : ""))
                .toList();
    }

    /** Where {@link LocalPostgres} has its data and password. */
    public Path postgresFolder() {
        return folder.resolve(POSTGRES);
    }

    /** Where PostgreSQL listens. */
    public int postgresPort() {
        return postgresPort;
    }

    PidFile postgresPid() {
        return LocalClusterStop.postgresPid(folder);
    }

    private Map<String, String> settingsOf(Node node) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PARLEY_NODE_NAME", node.name);
        all.put("PARLEY_MANAGEMENT_HOST", address(node));
        all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(node.management));
        all.put("PARLEY_CLUSTER_NAME", "local-" + nodes.get(0).cluster);
        all.put("PARLEY_CLUSTER_HOST", address(node));
        all.put("PARLEY_CLUSTER_PORT", Integer.toString(node.cluster));
        if (isSpread()) {
            all.put("PARLEY_CLUSTER_DNS", MEMBERS);
        } else {
            all.put("PARLEY_CLUSTER_MEMBERS", members());
        }
        all.put("PARLEY_BUS_PORT", Integer.toString(node.bus));
        all.putIfAbsent("PARLEY_ROOMS_OPEN", "true");
        all.putIfAbsent("PARLEY_AUTH_GUESTS", "true");
        all.putIfAbsent("PARLEY_DRAIN_WAIT_SECONDS", "0"); // no load balancer has to notice
        if (node.kind == Kind.CHAT || node.kind == Kind.AUTH) {
            all.put(
                    "PARLEY_DATABASE_URL",
                    "postgresql://" + places.apply(POSTGRES).address() + ":" + postgresPort + "/parley");
            all.put("PARLEY_DATABASE_USER", "parley");
            all.put(
                    "PARLEY_DATABASE_PASSWORD_FILE",
                    postgresFolder().resolve("password").toString());
        }
        if (node.kind == Kind.GATEWAY) {
            all.put("PARLEY_HTTP_HOST", address(node));
            all.put("PARLEY_HTTP_PORT", Integer.toString(node.http));
            all.put("PARLEY_STOMP_TCP_HOST", address(node));
            all.put("PARLEY_STOMP_TCP_PORT", Integer.toString(node.stompTcp));
        }
        return all;
    }

    private List<String> jvmOptions() {
        List<String> all = new ArrayList<>(jvmOptions);
        if (isSpread()) {
            all.add("-Djdk.net.hosts.file=" + hosts());
        }
        return all;
    }

    /** Whether each process has an address of its own: then they find each other by a name, as behind a headless Service. */
    private boolean isSpread() {
        return nodes.stream().map(this::address).distinct().count() == nodes.size();
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    /** Writes what the processes need to find each other. */
    void write() {
        if (isSpread()) {
            try {
                Files.createDirectories(folder);
                Files.write(
                        hosts(),
                        nodes.stream()
                                .map(node -> address(node) + " " + MEMBERS)
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private String address(Node node) {
        return places.apply(node.name).address();
    }

    private String members() {
        return nodes.stream().map(node -> address(node) + ":" + node.cluster).collect(Collectors.joining(","));
    }
}
