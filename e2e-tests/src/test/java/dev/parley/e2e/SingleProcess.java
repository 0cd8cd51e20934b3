package dev.parley.e2e;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.OneAddress;
import dev.parley.testkit.Ports;
import dev.parley.testkit.script.Gateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Parley as {@code ./parley run} starts it, on free ports of the loopback. Started when made; not for several threads. */
final class SingleProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private final Gateway gateway;
    private JavaProcess process;

    /** @param folder for the log and the data; what is there already is taken up */
    SingleProcess(Path folder) {
        this(folder, Map.of());
    }

    /** @param settings beside the ports and the folder */
    SingleProcess(Path folder, Map<String, String> settings) {
        this.gateway = new Gateway("127.0.0.1", Ports.free(), Ports.free());
        int managementPort = Ports.free();
        this.process = started(new JavaProcess.Spec(
                "standalone",
                folder,
                Artifacts.classPath(Artifacts.projectRoot(), "standalone"),
                "dev.parley.standalone.StandaloneMain",
                JavaProcess.Spec.SMALL_JVM,
                all(folder, managementPort, settings),
                managementPort));
    }

    private Map<String, String> all(Path folder, int managementPort, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(OneAddress.SETTINGS);
        all.putAll(settings);
        all.put("PARLEY_EVENT_LOOPS", "2");
        all.put("PARLEY_HTTP_HOST", gateway.host());
        all.put("PARLEY_HTTP_PORT", Integer.toString(gateway.httpPort()));
        all.put("PARLEY_STOMP_TCP_HOST", gateway.host());
        all.put("PARLEY_STOMP_TCP_PORT", Integer.toString(gateway.tcpPort()));
        all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(managementPort));
        all.put("PARLEY_DATA_DIR", folder.resolve("data").toString());
        return all;
    }

    List<Gateway> gateways() {
        return List.of(gateway);
    }

    /** What it has counted since it was started last. */
    Meters meters() {
        return Meters.of(process);
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process.kill();
    }

    /** Starts it again after a kill, on the same data and ports. */
    void restart() {
        process = started(process.spec());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.terminate();
        }
    }

    private static JavaProcess started(JavaProcess.Spec spec) {
        JavaProcess process = JavaProcess.start(spec);
        try {
            process.awaitReady(READY_WITHIN);
        } catch (AssertionError | IllegalStateException e) {
            process.kill();
            throw e;
        }
        return process;
    }
}
