package dev.parley.bench.server;

import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.Artifacts;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server under load: a process of its own, started as it would be in earnest. Blocks; for one thread. */
public final class Server implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** One address opens everything and sends everything: what protects a server from such a client is off. */
    private static final Map<String, String> NO_LIMITS = Map.of(
            "PARLEY_SENDS_PER_SECOND", "0",
            "PARLEY_USER_SENDS_PER_SECOND", "0",
            "PARLEY_ADDRESS_SENDS_PER_SECOND", "0",
            "PARLEY_FRAMES_PER_SECOND", "0",
            "PARLEY_MAX_CONNECTIONS", "1000000",
            "PARLEY_MAX_CONNECTIONS_PER_ADDRESS", "1000000",
            "PARLEY_MAX_HANDSHAKES", "1000000");

    private final String name;
    private final int port;
    private final JavaProcess process;

    private Server(String name, int port, JavaProcess.Spec spec) {
        this.name = name;
        this.port = port;
        this.process = JavaProcess.start(spec);
        // It is in a session of its own: Ctrl-C, and an end by a signal, would leave it behind.
        Runtime.getRuntime().addShutdownHook(new Thread(this::killIfAlive, "end-" + name));
        try {
            process.awaitReady(READY_WITHIN);
        } catch (AssertionError | IllegalStateException e) {
            process.kill();
            throw e;
        }
    }

    /** Parley as {@code ./parley run} starts it, but for its limits. */
    public static Server parley(Path folder, DatabaseOptions database) {
        int port = Ports.free();
        int management = Ports.free();
        Map<String, String> settings = new HashMap<>(NO_LIMITS);
        settings.put("PARLEY_HTTP_HOST", "127.0.0.1");
        settings.put("PARLEY_HTTP_PORT", Integer.toString(port));
        settings.put("PARLEY_STOMP_TCP_HOST", "127.0.0.1");
        settings.put("PARLEY_STOMP_TCP_PORT", "0");
        settings.put("PARLEY_MANAGEMENT_PORT", Integer.toString(management));
        settings.put("PARLEY_DATA_DIR", folder.resolve("data").toString());
        if (!database.url().startsWith("sqlite:")) {
            settings.put("PARLEY_DATABASE_URL", database.url());
            settings.put("PARLEY_DATABASE_USER", database.user());
            settings.put("PARLEY_DATABASE_PASSWORD", database.password());
        }
        return new Server(
                "parley",
                port,
                new JavaProcess.Spec(
                        "parley",
                        folder,
                        Artifacts.classPath(Artifacts.projectRoot(), "standalone"),
                        "dev.parley.standalone.StandaloneMain",
                        List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"),
                        settings,
                        management));
    }

    /** The bare broadcaster. */
    public static Server broadcaster(Path folder) {
        int port = Ports.free();
        return new Server(
                "netty",
                port,
                new JavaProcess.Spec(
                        "netty",
                        folder,
                        System.getProperty("java.class.path"),
                        Broadcaster.class.getName(),
                        List.of(),
                        Map.of("PARLEY_HTTP_PORT", Integer.toString(port)),
                        port));
    }

    public String name() {
        return name;
    }

    /** Where WebSockets are at {@code /ws}. */
    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** User and system time so far. */
    public Duration cpu() {
        return ProcessUsage.cpu(pid());
    }

    /** What it needs now, garbage collected. */
    public Memory memory() {
        long live = LiveHeap.bytes(pid());
        return new Memory(ProcessUsage.residentBytes(pid()), live);
    }

    /** In bytes. */
    public record Memory(long resident, long liveHeap) {}

    /** The value of one of Parley's metrics, 0 where it has none of that name. */
    public double metric(String metric) {
        try {
            URI metrics = URI.create("http://127.0.0.1:" + process.spec().managementPort() + "/metrics");
            String text = HTTP.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body();
            return text.lines()
                    .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void killIfAlive() {
        if (process.isAlive()) {
            process.kill();
        }
    }

    @Override
    public void close() {
        process.terminate();
    }
}
