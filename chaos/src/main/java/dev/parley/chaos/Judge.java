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
import java.util.regex.Pattern;

/** {@code parley verify}: the load, and who judges what its clients saw. A process of its own. */
final class Judge implements AutoCloseable {
    /** It ends when it is told to. */
    private static final String WITHOUT_END = "0";

    private static final String SETTLE_SECONDS = "120";
    private static final Pattern UNDER_LOAD = Pattern.compile(" [1-9]\\d* acknowledged");
    private static final Duration LOAD_WITHIN = Duration.ofMinutes(3);
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
    static Judge start(ChaosOptions options, Path folder, List<Gateway> gateways) throws IOException {
        Path report = folder.resolve("verify.json");
        Path log = folder.resolve("verify.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", Artifacts.classPath(options.root(), "verify"), "dev.parley.verify.VerifyMain"));
        command.addAll(List.of("--seconds", WITHOUT_END, "--settle", SETTLE_SECONDS, "--report", report.toString()));
        command.addAll(List.of("--rate", Integer.toString(options.rate())));
        gateways.forEach(
                gateway -> command.addAll(List.of("--gateway", gateway.http() + ",stomp-tcp://" + gateway.tcp())));
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Judge(process, report, log);
    }

    /** Returns when its first messages are acknowledged. Fails where that takes longer than three minutes. */
    void awaitLoad() {
        Eventually.within(LOAD_WITHIN, () -> {
            if (!UNDER_LOAD.matcher(Files.readString(log)).find()) {
                throw new AssertionError("verify has no load yet, see " + log);
            }
        });
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
