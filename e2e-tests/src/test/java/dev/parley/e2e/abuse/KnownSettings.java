package dev.parley.e2e.abuse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings that this Parley has: a limit that is not built yet is neither set nor tested. */
final class KnownSettings {
    private static final String LIST = "/dev/parley/platform/config/keys.txt";

    private KnownSettings() {}

    static Set<String> all() {
        InputStream list = Objects.requireNonNull(KnownSettings.class.getResourceAsStream(LIST), LIST);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith("PARLEY_"))
                    .map(line -> line.split("\\s+", 2)[0])
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For {@code assumeTrue}. */
    static boolean has(String key) {
        return all().contains(key);
    }
}
