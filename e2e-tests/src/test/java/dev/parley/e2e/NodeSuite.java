package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The tests in e2e-tests/clients: clients that Parley did not write, run by Node. */
final class NodeSuite {
    private static final Duration WITHIN = Duration.ofMinutes(6);
    private static final Path FOLDER = Artifacts.projectRoot().resolve("e2e-tests/clients");

    private NodeSuite() {}

    /**
     * Runs these test files, or all where none is named, against the first gateway, and the last as the second one; fails
     * with what Node printed.
     */
    static void run(List<Gateway> gateways, String... files) throws IOException, InterruptedException {
        assertThat(FOLDER.resolve("node_modules"))
                .as("the clients' packages: run npm ci in e2e-tests/clients, or ./parley test")
                .isDirectory();
        Path folder = Runs.freshFolder("clients");
        Path log = folder.resolve("node.log");
        List<String> command = new ArrayList<>(List.of("node", "--test", "--test-concurrency=1"));
        command.addAll(List.of(files));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()));
        Gateway first = gateways.get(0);
        builder.environment()
                .putAll(Map.of(
                        "PARLEY_HTTP", first.http(),
                        "PARLEY_HTTP_2", gateways.get(gateways.size() - 1).http(),
                        "PARLEY_TCP", first.tcp(),
                        "PARLEY_SCREENSHOTS", folder.resolve("screenshots").toString()));
        Process node = builder.start();
        boolean ended = node.waitFor(WITHIN.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            node.descendants().forEach(ProcessHandle::destroyForcibly);
            node.destroyForcibly().waitFor();
        }
        String output = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(ended).as("node ends in time; it printed:\n%s", output).isTrue();
        assertThat(node.exitValue())
                .as("node's status; it printed:\n%s", output)
                .isZero();
    }
}
