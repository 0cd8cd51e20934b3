package dev.parley.contracts.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/errors.md to {@link ErrorCode}, both ways and in the same order. */
class ErrorDocumentTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `([a-z-]+)` \\| (\\d+) \\| (\\d+) \\| ([^|]+?) \\|", Pattern.MULTILINE);

    private record Row(String code, int number, int httpStatus, String sentence) {}

    @Test
    void theDocumentListsEveryCodeAndNoOther() throws IOException {
        List<Row> inTheCode = Arrays.stream(ErrorCode.values())
                .map(code -> new Row(code.code(), code.number(), code.httpStatus(), code.sentence()))
                .toList();

        List<Row> inTheDocument = rows(document());

        assertThat(inTheDocument).containsExactlyElementsOf(inTheCode);
    }

    private static List<Row> rows(String markdown) {
        return ROW.matcher(markdown)
                .results()
                .map(found -> new Row(
                        found.group(1),
                        Integer.parseInt(found.group(2)),
                        Integer.parseInt(found.group(3)),
                        found.group(4)))
                .toList();
    }

    private static String document() throws IOException {
        return Files.readString(Path.of(System.getProperty("basedir", ""), "..", "docs", "errors.md"));
    }
}
