package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/attacks.md has every attack of this package and of the gateway's of that name, and none that no test tries. */
class AttacksDocumentTest {
    /** How a test begins; other methods of a test class are private or static. */
    private static final Pattern TEST = Pattern.compile("(?<!Each)\\n {4,12}void (\\w+)\\(");

    private static final Pattern NAMED = Pattern.compile("`(\\w+\\.\\w+)`");

    private final Path root = Artifacts.projectRoot();

    @Test
    void everyAttackIsInIt() throws IOException {
        Set<String> tried = tests(root.resolve("standalone/src/test/java/dev/parley/standalone/attack"));
        Set<String> forged = tests(root.resolve("gateway/src/test/java/dev/parley/gateway/attack"));

        assertThat(tried).hasSizeGreaterThan(50);
        assertThat(forged).hasSizeGreaterThan(50);
        assertThat(named()).containsAll(forged);
        assertThat(named()).containsAll(tried);
    }

    @Test
    void everyTestInItExists() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String module :
                new String[] {"gateway", "standalone", "chat-service", "platform", "e2e-tests", "auth-service"}) {
            all.addAll(tests(root.resolve(module).resolve("src/test/java")));
        }

        assertThat(all).containsAll(named());
    }

    private Set<String> named() throws IOException {
        return NAMED.matcher(Files.readString(root.resolve("docs/attacks.md")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tests(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                    .filter(file -> !file.endsWith("AttacksDocumentTest.java"))
                    .flatMap(AttacksDocumentTest::methods)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> methods(Path file) {
        try {
            String name = file.getFileName().toString().replace(".java", "");
            return TEST.matcher(Files.readString(file)).results().map(found -> name + "." + found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
