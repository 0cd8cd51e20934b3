package dev.parley.e2e.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The checkout that these tests run in, and what the code in it says of itself. */
final class Repository {
    static final Path ROOT = root();
    static final Path K8S = ROOT.resolve("k8s");

    private static final Path KEYS = ROOT.resolve("platform/src/main/resources/dev/parley/platform/config/keys.txt");

    private Repository() {}

    /** Every setting that the code knows, with its default. */
    static Map<String, String> settings() {
        return read(KEYS)
                .lines()
                .filter(line -> line.startsWith("PARLEY_"))
                .map(line -> line.split("\\s+", 3))
                .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
    }

    /** The default of a setting that is a number. */
    static int number(String key) {
        return Integer.parseInt(settings().get(key));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Predicate<Path> isRoot =
                path -> Files.isDirectory(path.resolve("k8s")) && Files.isRegularFile(path.resolve("pom.xml"));
        Path path = Path.of("").toAbsolutePath();
        while (path != null && !isRoot.test(path)) {
            path = path.getParent();
        }
        if (path == null) {
            throw new IllegalStateException("not run inside the repository");
        }
        return path;
    }
}
