package dev.parley.gateway.handler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what fuzzing found worth keeping, and what a person thought nasty: docs/testing.md. */
class RequestsCorpusTest {
    private static final Path CORPUS =
            Path.of("src", "test", "resources", "dev", "parley", "gateway", "handler", "corpus", "RequestsFuzz");

    static List<Path> requests() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyRequestIsAnsweredOrRefused(Path file) throws IOException {
        RequestsFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
    }
}
