package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The short faults that {@code ./parley chaos --brief} makes: a process of each kind killed and two at once, a frozen owner of
 * shards that wakes up when another has them, PostgreSQL killed, every process replaced; where namespaces are to be had, gateways
 * cut off from chat, and a cluster split in the middle that merges.
 */
class ChaosIT {
    private static final int AT_MOST_MINUTES = 20;

    /** No promise of Parley's; readers that were never served again would wait until the end. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private static final Map<String, Integer> EVERYWHERE = Map.of(
            "kill -9: chat", 1,
            "kill -9: presence", 1,
            "kill -9: auth", 1,
            "kill -9: gateway", 1,
            "kill -9: two at once", 1,
            "SIGSTOP 14 s: chat", 1,
            "PostgreSQL: kill -9", 1);
    private static final Map<String, Integer> UPDATES = Map.of(
            "rolling update: chat", 2,
            "rolling update: presence", 2,
            "rolling update: auth", 2,
            "rolling update: gateway", 2);
    private static final List<String> ISOLATED = List.of("partition: gateway, chat", "split in the middle");

    @Test
    void noPromiseIsBrokenByProcessesThatDiePauseAndAreReplacedNorByCuts() throws IOException, InterruptedException {
        Path root = Artifacts.projectRoot();
        Path folder = Files.createTempDirectory(
                Files.createDirectories(root.resolve("chaos").resolve("target").resolve("chaos")), "it-");
        File output = folder.resolve("output.txt").toFile();

        Process chaos = new ProcessBuilder(command(root, folder))
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        boolean ended = chaos.waitFor(AT_MOST_MINUTES, TimeUnit.MINUTES);
        chaos.destroy();

        String said = Files.readString(output.toPath());
        assertThat(ended).as("ended by itself; it said: %s", said).isTrue();
        assertThat(chaos.exitValue()).as(said).isZero();
        check(report(folder), said);
    }

    private static void check(JsonObject report, String said) {
        boolean isolated = Isolation.isPermitted();
        Map<String, Integer> expected = new LinkedHashMap<>(EVERYWHERE);
        expected.putAll(UPDATES);
        if (isolated) {
            ISOLATED.forEach(label -> expected.put(label, 1));
        }

        assertThat(report.getBoolean("passed")).as(said).isTrue();
        assertThat(report.getJsonArray("notInjected"))
                .as("what could not be had here")
                .isEqualTo(new JsonArray(isolated ? List.of() : ISOLATED));
        assertThat(objects(report, "faults").collect(Collectors.groupingBy(fault -> fault.getString("label"))))
                .as(said)
                .hasSameSizeAs(expected)
                .allSatisfy((label, those) -> assertThat(those).as(label).hasSize(expected.getOrDefault(label, 0)));
        assertThat(objects(report, "faults")).as(said).allSatisfy(ChaosIT::checkFault);
        assertThat(objects(report.getJsonObject("verify"), "readers"))
                .as(said)
                .isNotEmpty()
                .allSatisfy(reader -> assertThat(reader.getLong("longestMillis"))
                        .as(reader.getString("name"))
                        .isLessThan(LONGEST_WAIT.toMillis()));
    }

    /** Who died, froze or was on the other side was out of all lists, and came back into them. */
    private static void checkFault(JsonObject fault) {
        assertThat(fault.getJsonArray("problems")).as(fault.encode()).isEmpty();
        String label = fault.getString("label");
        if (label.startsWith("kill -9") || label.startsWith("SIGSTOP") || label.startsWith("split")) {
            assertThat(fault.getLong("outAfterMillis")).as(fault.encode()).isNotNull();
            assertThat(fault.getLong("wholeAgainAfterMillis"))
                    .as(fault.encode())
                    .isNotNull();
        }
    }

    private static JsonObject report(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            Path report = files.filter(file -> file.endsWith("chaos.json"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no report in " + folder));
            return new JsonObject(Files.readString(report));
        }
    }

    private static Stream<JsonObject> objects(JsonObject object, String name) {
        return object.getJsonArray(name).stream().map(JsonObject.class::cast);
    }

    private static List<String> command(Path root, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=dev/parley/testkit/launcher-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ChaosMain.class.getName(),
                "--brief",
                "--root",
                root.toString(),
                "--dir",
                folder.toString());
    }
}
