package dev.parley.bench.server;

import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.Artifacts;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.LocalClusterLayout;
import dev.parley.testkit.LocalClusterStop;
import dev.parley.testkit.OneAddress;
import dev.parley.testkit.PortPlan;
import dev.parley.testkit.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts servers, each with the same options of the JVM. Blocks; returns when the server is ready.
 *
 * @param jvmOptions those of {@code ./parley run}, for Parley and the broadcaster alike
 * @param settings of Parley, over what it would be started with
 */
public record Launch(List<String> jvmOptions, Map<String, String> settings) {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    /** One address opens everything and sends everything: what protects a server from such a client is off. */
    private static final Map<String, String> NO_LIMITS = Map.of(
            "PARLEY_SENDS_PER_SECOND", "0",
            "PARLEY_USER_SENDS_PER_SECOND", "0",
            "PARLEY_ADDRESS_SENDS_PER_SECOND", "0",
            "PARLEY_FRAMES_PER_SECOND", "0",
            "PARLEY_MAX_CONNECTIONS", "1000000",
            "PARLEY_MAX_CONNECTIONS_PER_ADDRESS", "1000000",
            "PARLEY_MAX_HANDSHAKES", "1000000",
            "PARLEY_CONNECTS_PER_SECOND", "0",
            "PARLEY_CHAT_QUEUE", "16384");

    public Launch {
        jvmOptions = List.copyOf(jvmOptions);
        settings = Map.copyOf(settings);
    }

    /** Parley as {@code ./parley run} starts it, but for its limits. */
    public Server parley(Path folder, DatabaseOptions database) {
        int port = Ports.free();
        int management = Ports.free();
        Map<String, String> all = withoutLimits();
        all.put("PARLEY_HTTP_HOST", "127.0.0.1");
        all.put("PARLEY_HTTP_PORT", Integer.toString(port));
        all.put("PARLEY_STOMP_TCP_HOST", "127.0.0.1");
        all.put("PARLEY_STOMP_TCP_PORT", "0");
        all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(management));
        all.put("PARLEY_DATA_DIR", folder.resolve("data").toString());
        if (!database.url().startsWith("sqlite:")) {
            all.put("PARLEY_DATABASE_URL", database.url());
            all.put("PARLEY_DATABASE_USER", database.user());
            all.put("PARLEY_DATABASE_PASSWORD", database.password());
        }
        String classPath = Artifacts.classPath(Artifacts.projectRoot(), "standalone");
        return single("parley", folder, classPath, "dev.parley.standalone.StandaloneMain", all, port, management);
    }

    /** Parley as {@code ./parley cluster} starts it, one process of each service, but for its limits. */
    public Server cluster(Path folder) {
        atExit(() -> LocalClusterStop.stop(folder));
        LocalCluster cluster = LocalCluster.start(new LocalClusterLayout(
                Artifacts.projectRoot(),
                folder,
                new LocalClusterLayout.Size(1, 1, 1, 1),
                PortPlan.free(),
                withoutLimits(),
                jvmOptions));
        List<JavaProcess> processes =
                cluster.names().stream().map(cluster::process).toList();
        return new Server("parley", cluster.gateways().get(0).httpPort(), processes, cluster::close);
    }

    private Map<String, String> withoutLimits() {
        Map<String, String> all = new HashMap<>(OneAddress.SETTINGS);
        all.putAll(NO_LIMITS);
        all.putAll(settings);
        return all;
    }

    /** The bare broadcaster. */
    public Server broadcaster(Path folder) {
        int port = Ports.free();
        return single(
                "netty",
                folder,
                System.getProperty("java.class.path"),
                Broadcaster.class.getName(),
                Map.of("PARLEY_HTTP_PORT", Integer.toString(port)),
                port,
                port);
    }

    private Server single(
            String name,
            Path folder,
            String classPath,
            String mainClass,
            Map<String, String> settings,
            int port,
            int management) {
        JavaProcess process = JavaProcess.start(
                new JavaProcess.Spec(name, folder, classPath, mainClass, jvmOptions, settings, management));
        atExit(() -> killIfAlive(process));
        try {
            process.awaitReady(READY_WITHIN);
            return new Server(name, port, List.of(process), process::terminate);
        } catch (AssertionError | IllegalStateException e) {
            process.kill();
            throw e;
        }
    }

    /** Servers are in a session of their own: Ctrl-C, and an end by a signal, would leave them behind. */
    private static void atExit(Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end, "end-server"));
    }

    private static void killIfAlive(JavaProcess process) {
        if (process.isAlive()) {
            process.kill();
        }
    }
}
