package dev.parley.gateway.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what fuzzing found worth keeping, and what a person thought nasty: docs/testing.md. */
class FuzzCorpusTest {
    private static final Path CORPUS =
            Path.of("src", "test", "resources", "dev", "parley", "gateway", "stomp", "corpus");

    static List<Path> streams() {
        return filesOf("DecoderFuzz");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everyStreamIsReadAsTheReferenceReadsIt(Path file) throws IOException {
        DecoderFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    static List<Path> bodies() {
        return filesOf("BodyFuzz");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void nothingInsideABodyIsAFrame(Path file) throws IOException {
        BodyFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    static List<Path> frames() {
        return filesOf("RoundTripFuzz");
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyFrameIsReadAsItWasWritten(Path file) throws Exception {
        RoundTripFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    static List<Path> scalars() {
        return filesOf("ScalarsFuzz");
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void everyValueOfAHeaderIsAnsweredOrRefused(Path file) throws Exception {
        ScalarsFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    private static List<Path> filesOf(String target) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target))) {
            List<Path> inputs = files.sorted().toList();
            assertThat(inputs).as("the corpus of %s", target).isNotEmpty();
            return inputs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
