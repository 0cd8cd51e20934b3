package dev.parley.chaos;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code parley verify}: the load, and who judges what its clients saw. A process of its own. */
final class Judge implements AutoCloseable {
    /** Longer than any run: it ends when it is told to. */
    private static final String SECONDS = "86400";

    private static final String LOADED = "";
    private static final Duration LOAD_WITHIN = Duration.ofMinutes(2);
    private static final int VERDICT_WITHIN_SECONDS = 300;

    private final Process process;
    private final Path report;
    private final Path log;

    private Judge(Process process, Path report, Path log) {
        this.process = process;
        this.report = report;
        this.log = log;
    }

    /** Lets the load begin; its log and report are in that folder. */
    static Judge start(Path projectRoot, Path folder, List<Gateway> gateways) throws IOException {
        Path report = folder.resolve("verify.json");
        Path log = folder.resolve("verify.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", Artifacts.classPath(projectRoot, "verify"), "dev.parley.verify.VerifyMain"));
        command.addAll(List.of("--seconds", SECONDS, "--report", report.toString()));
        command.addAll(arguments(gateways));
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Judge(process, report, log);
    }

    /** Returns when its clients work. Fails where it gives up. */
    void awaitLoad() {
        Eventually.within(LOAD_WITHIN, () -> {
            if (!Files.readString(log).contains(LOADED)) {
                throw new AssertionError("verify has no load yet, see " + log);
            }
        });
    }

    private static List<String> arguments(List<Gateway> gateways) {
        return List.of("--gateways", gateways.stream().map(Gateway::http).collect(Collectors.joining(",")));
    }

    /** Ends the load and waits for the verdict, five minutes at most. */
    Verdict verdict() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(VERDICT_WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return Verdict.none("verify gave no verdict within " + VERDICT_WITHIN_SECONDS + " s, see " + log);
        }
        if (Files.notExists(report)) {
            return Verdict.none("verify ended with status " + process.exitValue() + " and no report, see " + log);
        }
        return Verdict.of(process.exitValue(), new JsonObject(Files.readString(report)));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
