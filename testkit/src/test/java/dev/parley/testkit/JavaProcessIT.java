package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.testkit.JavaProcess.Spec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<JavaProcess> started = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void endWhatIsLeft() {
        started.stream().filter(JavaProcess::isAlive).forEach(JavaProcess::kill);
    }

    @Test
    void isReadyThenEndsInOrderAndLeavesNoPidBehind() {
        JavaProcess process = start(spec("one", FakeService.class.getName()));
        process.awaitReady(SOON);

        process.terminate();

        assertThat(process.logTail())
                .contains("settings [PARLEY_MANAGEMENT_PORT]")
                .contains("stopped in order");
        assertThat(folder.resolve("one.pid")).doesNotExist();
    }

    @Test
    void diesWithoutAWordWhenKilledAndStartsAgain() {
        JavaProcess process = start(spec("two", FakeService.class.getName()));
        process.awaitReady(SOON);

        process.kill();

        assertThat(process.logTail()).doesNotContain("stopped in order");
        start(process.spec()).awaitReady(SOON);
    }

    @Test
    void standsStillWhilePausedAndGoesOnAfterwards() {
        JavaProcess process = start(spec("four", FakeService.class.getName()));
        process.awaitReady(SOON);

        process.pause();

        assertThat(process.isAlive()).isTrue();
        assertThat(process.isReady()).isFalse();
        process.resume();
        process.awaitReady(SOON);
    }

    @Test
    void isEndedInOrderAlsoWhilePaused() {
        JavaProcess process = start(spec("gateway-2", FakeService.class.getName()));
        process.awaitReady(SOON);
        process.pause();

        assertThat(LocalClusterStop.stop(folder)).containsExactly("gateway-2");

        assertThat(process.isAlive()).isFalse();
        assertThat(process.logTail()).contains("stopped in order");
    }

    @Test
    void saysWhyAProcessThatEndedNeverGotReady() {
        JavaProcess process = start(spec("three", "dev.parley.NoSuchMain"));

        assertThatThrownBy(() -> process.awaitReady(SOON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("three ended with status 1")
                .hasMessageContaining("NoSuchMain");
    }

    @Test
    void isEndedFromItsPidFileByOneWhoDidNotStartIt() {
        JavaProcess process = start(spec("gateway-1", FakeService.class.getName()));
        process.awaitReady(SOON);

        assertThat(LocalClusterStop.stop(folder)).containsExactly("gateway-1");

        assertThat(process.isAlive()).isFalse();
        assertThat(LocalClusterStop.stop(folder)).isEmpty();
    }

    @Test
    void isNotTakenForAnotherProcessThatGotItsId() throws Exception {
        Files.writeString(
                folder.resolve("gateway-1.pid"), ProcessHandle.current().pid() + " 1000\n");

        assertThat(LocalClusterStop.stop(folder)).isEmpty();
        assertThat(ProcessHandle.current().isAlive()).isTrue();
    }

    private JavaProcess start(Spec spec) {
        JavaProcess process = JavaProcess.start(spec);
        started.add(process);
        return process;
    }

    private Spec spec(String name, String mainClass) {
        int port = Ports.free();
        return new Spec(
                name,
                folder,
                System.getProperty("java.class.path"),
                mainClass,
                Spec.SMALL_JVM,
                Map.of("PARLEY_MANAGEMENT_PORT", Integer.toString(port)),
                port);
    }
}
