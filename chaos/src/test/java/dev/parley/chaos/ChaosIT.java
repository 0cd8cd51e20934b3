package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A handful of short faults, as {@code ./parley chaos --brief} makes them: a process of each kind killed, a paused owner of
 * shards, gateways cut off from chat where namespaces are to be had, chat-service replaced process by process.
 */
class ChaosIT {
    private static final int AT_MOST_MINUTES = 12;

    @Test
    void noPromiseIsBrokenByProcessesThatDiePauseAndAreReplacedNorByACut() throws IOException, InterruptedException {
        Path root = Artifacts.projectRoot();
        Path folder =
                Files.createDirectories(root.resolve("chaos").resolve("target").resolve("chaos"));
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
