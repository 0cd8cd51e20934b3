package dev.parley.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of what is counted names every {@link Limit}, in its order, and nothing else. */
class LimitsDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE);

    @Test
    void theRunbookNamesEveryLimit() throws IOException {
        String page = Files.readString(
                Artifacts.projectRoot().resolve("docs/runbooks/limits-are-met.md"), StandardCharsets.UTF_8);

        List<String> named =
                ROW.matcher(page).results().map(row -> row.group(1)).toList();

        assertThat(named)
                .containsExactlyElementsOf(
                        Arrays.stream(Limit.values()).map(Limit::label).toList());
    }
}
