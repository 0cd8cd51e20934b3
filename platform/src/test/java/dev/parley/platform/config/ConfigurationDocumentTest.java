package dev.parley.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/configuration.md to keys.txt, both ways, and its example to {@link Settings}. */
class ConfigurationDocumentTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(PARLEY_[A-Z_]+)` \\| ([^|]+?) \\| ([^|]+?) \\|$", Pattern.MULTILINE);
    private static final Pattern EXAMPLE = Pattern.compile("```properties\n(.+?)```", Pattern.DOTALL);
    private static final Pattern DESCRIBED = Pattern.compile("(\\S+(?: \\[\\S+])?) +(.+)");

    private record Key(String name, String fallback, String meaning) {}

    @Test
    void theDocumentDescribesEveryKeyAndNoOther() throws IOException {
        List<Key> inTheCode = Settings.describedKeys().entrySet().stream()
                .map(ConfigurationDocumentTest::described)
                .toList();

        List<Key> inTheDocument = ROW.matcher(document())
                .results()
                .map(ConfigurationDocumentTest::row)
                .toList();

        assertThat(inTheDocument).containsExactlyInAnyOrderElementsOf(inTheCode);
    }

    @Test
    void theExampleFileIsUnderstood(@TempDir Path folder) throws IOException {
        MatchResult example = EXAMPLE.matcher(document()).results().findFirst().orElseThrow();
        Path file = Files.writeString(folder.resolve("parley.properties"), example.group(1));

        Settings settings = Settings.load(Map.of("PARLEY_CONFIG", file.toString()));

        assertThat(settings.number("PARLEY_HTTP_PORT", 8080, 0, 65_535)).isEqualTo(8081);
        assertThat(settings.list("PARLEY_WS_PATHS", "/ws")).containsExactly("/ws", "/stomp");
    }

    /** {@code 9000   The port ...}, {@code - [./data]   Where ...} */
    private static Key described(Map.Entry<String, String> entry) {
        var parts = DESCRIBED.matcher(entry.getValue());
        assertThat(parts.matches()).as(entry.getKey()).isTrue();
        return new Key(entry.getKey(), parts.group(1), parts.group(2));
    }

    private static Key row(MatchResult row) {
        return new Key(row.group(1), row.group(2).replace("`", ""), row.group(3));
    }

    private static String document() throws IOException {
        return Files.readString(Path.of(System.getProperty("basedir", ""), "..", "docs", "configuration.md"));
    }
}
