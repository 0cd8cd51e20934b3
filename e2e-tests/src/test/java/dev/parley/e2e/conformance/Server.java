package dev.parley.e2e.conformance;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.Ports;
import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The single process, started once for the whole suite with the limits of a first run; heart-beats alone are offered more
 * often. Or, where the system property {@code conformance.gateway} says {@code HOST:HTTP_PORT:TCP_PORT}, a gateway that
 * runs already.
 */
final class Server implements AutoCloseable {
    /** What this server offers and asks for. */
    static final int HEART_BEAT_MILLIS = 100;

    private static final Duration READY_WITHIN = Duration.ofMinutes(1);

    private final Gateway gateway;
    private final @Nullable JavaProcess process;

    private Server(Gateway gateway, @Nullable JavaProcess process) {
        this.gateway = gateway;
        this.process = process;
    }

    /** The one of this run; ended after the last test. */
    static Server of(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Server.class))
                .computeIfAbsent(Server.class, type -> find(), Server.class);
    }

    Gateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        if (process != null) {
            process.terminate();
        }
    }

    private static Server find() {
        String running = System.getProperty("conformance.gateway", "");
        if (running.isEmpty()) {
            return started();
        }
        String[] parts = running.split(":", 3);
        return new Server(new Gateway(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2])), null);
    }

    private static Server started() {
        Gateway gateway = new Gateway("127.0.0.1", Ports.free(), Ports.free());
        int managementPort = Ports.free();
        Path folder = freshFolder();
        JavaProcess process = JavaProcess.start(new JavaProcess.Spec(
                "conformance",
                folder,
                Artifacts.classPath(Artifacts.projectRoot(), "standalone"),
                "dev.parley.standalone.StandaloneMain",
                JavaProcess.Spec.SMALL_JVM,
                Map.of(
                        "PARLEY_EVENT_LOOPS", "2",
                        "PARLEY_HTTP_HOST", gateway.host(),
                        "PARLEY_HTTP_PORT", Integer.toString(gateway.httpPort()),
                        "PARLEY_STOMP_TCP_HOST", gateway.host(),
                        "PARLEY_STOMP_TCP_PORT", Integer.toString(gateway.tcpPort()),
                        "PARLEY_MANAGEMENT_PORT", Integer.toString(managementPort),
                        "PARLEY_HEARTBEAT_MILLIS", Integer.toString(HEART_BEAT_MILLIS),
                        "PARLEY_DATA_DIR", folder.resolve("data").toString()),
                managementPort));
        try {
            process.awaitReady(READY_WITHIN);
        } catch (AssertionError | IllegalStateException e) {
            process.kill();
            throw e;
        }
        return new Server(gateway, process);
    }

    private static Path freshFolder() {
        try {
            Path runs = Artifacts.projectRoot().resolve("e2e-tests/target/runs");
            return Files.createTempDirectory(Files.createDirectories(runs), "conformance-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
