package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.script.Gateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code ./parley verify}: the load of a test that kills or replaces processes, at all doors, and who judges what its
 * clients saw. A process of its own, as users run it.
 */
final class Verify implements AutoCloseable {
    /** It ends when it is told to; what it waits for is meant for a machine that does much else. */
    private static final List<String> PATIENT =
            List.of("--seconds", "0", "--set-up", "180", "--settle", "180", "--patience", "20");

    private static final int VERDICT_WITHIN_MINUTES = 8;
    private static final String POSTING = "posting at ";

    private final Path report;
    private final Path log;
    private final Process process;

    /**
     * Lets the load begin.
     *
     * @param folder for its log and its report
     * @param gateways where clients begin, in turns; one may be there more than once
     * @param size options of how many do how much
     */
    Verify(Path folder, List<Gateway> gateways, List<String> size) throws IOException {
        this.report = folder.resolve("verify.json");
        this.log = folder.resolve("verify.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", Artifacts.classPath(Artifacts.projectRoot(), "verify")));
        command.addAll(List.of("dev.parley.verify.VerifyMain", "--report", report.toString()));
        command.addAll(PATIENT);
        command.addAll(size);
        gateways.forEach(
                gateway -> command.addAll(List.of("--gateway", gateway.http() + ",stomp-tcp://" + gateway.tcp())));
        this.process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /**
     * Ends the load, and gives its report: every promise held, nothing remained that could not be judged, and no message was
     * refused but for a moment.
     */
    JsonObject requireAllHeld() throws IOException, InterruptedException {
        process.destroy();
        assertThat(process.waitFor(VERDICT_WITHIN_MINUTES, TimeUnit.MINUTES))
                .as("a verdict, see %s", log)
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        JsonObject verdict = new JsonObject(Files.readString(report));
        assertThat(verdict.getBoolean("held")).isTrue();
        assertThat(verdict.getJsonArray("violations")).isEmpty();
        assertThat(verdict.getJsonArray("notJudged", new JsonArray())).isEmpty();
        JsonObject counts = verdict.getJsonObject("counts");
        assertThat(counts.getLong("acknowledged")).isPositive().isEqualTo(counts.getLong("said"));
        assertThat(verdict.getJsonObject("troubles").fieldNames())
                .filteredOn(trouble -> trouble.startsWith(POSTING))
                .as("nothing is refused but for a moment")
                .allMatch(trouble -> trouble.endsWith(": unavailable"));
        return verdict;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
