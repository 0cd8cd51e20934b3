package dev.parley.e2e.abuse;

import dev.parley.e2e.Runs;
import dev.parley.testkit.Artifacts;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.OneAddress;
import dev.parley.testkit.Ports;
import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parley in one process, with {@link Bounds} for its memory. Started when made. */
final class AbusedParley implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);
    private static final String HOST = "127.0.0.1";

    private final Gateway gateway = new Gateway(HOST, Ports.free(), Ports.free());
    private final int managementPort = Ports.free();
    private final Path folder;
    private final Map<String, String> others;
    private final JavaProcess process;
    private final Bystanders bystanders;

    AbusedParley() {
        this("abuse", Map.of(), Bounds.Memory.USUAL);
    }

    /** One of its own, whose folder has this name. */
    AbusedParley(String name, Map<String, String> others, Bounds.Memory memory) {
        this.folder = Runs.freshFolder(name);
        this.others = others;
        process = JavaProcess.start(new JavaProcess.Spec(
                "abused",
                folder,
                Artifacts.classPath(Artifacts.projectRoot(), "standalone"),
                "dev.parley.standalone.StandaloneMain",
                memory.jvm(),
                settings(),
                managementPort));
        try {
            process.awaitReady(READY_WITHIN);
            bystanders = new Bystanders(gateway);
        } catch (AssertionError | RuntimeException e) {
            process.kill();
            throw e;
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(Bounds.settings());
        settings.putAll(OneAddress.SETTINGS);
        settings.put("PARLEY_EVENT_LOOPS", "2");
        settings.put("PARLEY_HTTP_HOST", HOST);
        settings.put("PARLEY_HTTP_PORT", Integer.toString(gateway.httpPort()));
        settings.put("PARLEY_STOMP_TCP_HOST", HOST);
        settings.put("PARLEY_STOMP_TCP_PORT", Integer.toString(gateway.tcpPort()));
        settings.put("PARLEY_MANAGEMENT_PORT", Integer.toString(managementPort));
        settings.put("PARLEY_DATA_DIR", folder.resolve("data").toString());
        settings.putAll(others);
        return settings;
    }

    Gateway gateway() {
        return gateway;
    }

    /** A raw connection to STOMP over TCP. */
    RawClient tcp() {
        return RawClient.to(HOST, gateway.tcpPort());
    }

    /** A raw connection to the HTTP port. */
    RawClient http() {
        return RawClient.to(HOST, gateway.httpPort());
    }

    /** One that hardly takes anything without being read. */
    RawClient narrowTcp() {
        return RawClient.narrow(HOST, gateway.tcpPort());
    }

    /** The same, to the HTTP port. */
    RawClient narrowHttp() {
        return RawClient.narrow(HOST, gateway.httpPort());
    }

    /** Those who talk all the time. */
    Bystanders bystanders() {
        return bystanders;
    }

    Vitals vitals() {
        return new Vitals(process.pid(), managementPort);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Everything that it has logged. */
    List<String> log() {
        try {
            return Files.readAllLines(folder.resolve("abused.log"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes a line in {@code figures.txt}, beside the log. */
    void note(String line) {
        try {
            Files.writeString(
                    folder.resolve("figures.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        bystanders.close();
        if (process.isAlive()) {
            process.terminate();
        }
    }
}
