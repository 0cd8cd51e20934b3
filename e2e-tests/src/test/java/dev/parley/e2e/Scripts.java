package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.script.ConversationRunner;
import dev.parley.testkit.script.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The conversations in src/test/resources/conversations. */
final class Scripts {
    private Scripts() {}

    /** A test for each script: it goes against these gateways as it is written. */
    static Stream<DynamicTest> against(List<Gateway> gateways) {
        ConversationRunner runner = new ConversationRunner(gateways);
        List<Path> scripts = all();
        assertThat(scripts).isNotEmpty();
        return scripts.stream()
                .map(script -> DynamicTest.dynamicTest(
                        script.getFileName().toString().replace(".stomp", "").replace('-', ' '),
                        script.toUri(),
                        () -> runner.run(script)));
    }

    private static List<Path> all() {
        Path folder = Artifacts.projectRoot().resolve("e2e-tests/src/test/resources/conversations");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".stomp"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
