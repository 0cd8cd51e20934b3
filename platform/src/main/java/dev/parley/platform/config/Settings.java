package dev.parley.platform.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a process: defaults given by who asks, below the file named by {@code PARLEY_CONFIG}, below the
 * environment. A value may also be read from the file that {@code KEY_FILE} names. Every key is listed in
 * {@code keys.txt} beside this class; one that is not stops the start, with its name. Not for use by several threads.
 */
public final class Settings {
    private static final String PREFIX = "PARLEY_";
    private static final String FILE_KEY = "PARLEY_CONFIG";
    private static final String FILE_SUFFIX = "_FILE";

    private final Map<String, String> values;
    private final Map<String, String> defaults;
    private final Map<String, String> effective = new TreeMap<>();

    private Settings(Map<String, String> values, Map<String, String> defaults) {
        this.values = values;
        this.defaults = defaults;
    }

    /**
     * Reads file and environment.
     *
     * @throws ConfigException for an unknown key or an unreadable file
     */
    public static Settings load(Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        String file = environment.get(FILE_KEY);
        if (file != null) {
            values.putAll(properties(Path.of(file)));
        }
        environment.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !key.equals(FILE_KEY)) {
                values.put(key, value);
            }
        });
        return new Settings(resolveFiles(values), Map.of());
    }

    /** The same settings over other defaults, for a process that is several services in one. */
    public Settings withDefaults(Map<String, String> otherDefaults) {
        return new Settings(values, Map.copyOf(otherDefaults));
    }

    /** The names in keys.txt, in its order. */
    public static Set<String> knownKeys() {
        return describedKeys().keySet();
    }

    static Map<String, String> describedKeys() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Settings.class.getResourceAsStream("keys.txt")), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> line.startsWith(PREFIX))
                    .map(line -> line.split("\\s+", 2))
                    .collect(Collectors.toMap(
                            parts -> parts[0], parts -> parts[1], (a, b) -> a, java.util.LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text, or the default. */
    public String text(String key, String fallback) {
        String value = find(key).orElse(defaults.getOrDefault(key, fallback));
        effective.put(key, value);
        return value;
    }

    /** A text that may be absent. */
    public Optional<String> optional(String key) {
        Optional<String> value = find(key).or(() -> Optional.ofNullable(defaults.get(key)));
        value.ifPresent(present -> effective.put(key, present));
        return value;
    }

    /** A text that must be there. */
    public String required(String key) {
        return optional(key).orElseThrow(() -> new ConfigException(key, "is required"));
    }

    /** A secret: never in {@link #effective()}. */
    public Optional<String> secret(String key) {
        Optional<String> value = find(key);
        value.ifPresent(present -> effective.put(key, "[redacted]"));
        return value;
    }

    /** A whole number within bounds. */
    public int number(String key, int fallback, int min, int max) {
        String value = text(key, Integer.toString(fallback));
        try {
            int number = Integer.parseInt(value.trim());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, with the bounds
        }
        throw new ConfigException(key, "must be a whole number from " + min + " to " + max);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean fallback) {
        String value = text(key, Boolean.toString(fallback)).trim().toLowerCase(Locale.ROOT);
        if (!value.equals("true") && !value.equals("false")) {
            throw new ConfigException(key, "must be true or false");
        }
        return value.equals("true");
    }

    /** A comma-separated list, without empty parts. */
    public List<String> list(String key, String fallback) {
        return Arrays.stream(text(key, fallback).split(",", -1))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** What was asked for and what it is, secrets redacted: to be logged once. */
    public Map<String, String> effective() {
        return Collections.unmodifiableMap(new TreeMap<>(effective));
    }

    private Optional<String> find(String key) {
        if (!knownKeys().contains(key)) {
            throw new IllegalStateException(key + " is not in keys.txt");
        }
        return Optional.ofNullable(values.get(key));
    }

    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new ConfigException(FILE_KEY, "names a file that cannot be read");
        }
        return properties.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, properties::getProperty));
    }

    private static Map<String, String> resolveFiles(Map<String, String> raw) {
        Set<String> known = knownKeys();
        Map<String, String> resolved = new HashMap<>();
        raw.forEach((key, value) -> {
            String plain = key.endsWith(FILE_SUFFIX) ? key.substring(0, key.length() - FILE_SUFFIX.length()) : null;
            if (known.contains(key)) {
                resolved.put(key, value);
            } else if (plain != null && known.contains(plain)) {
                resolved.putIfAbsent(plain, content(key, value));
            } else {
                throw new ConfigException(key, "is not a setting" + closest(key, known));
            }
        });
        return resolved;
    }

    private static String content(String key, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigException(key, "names a file that cannot be read");
        }
    }

    private static String closest(String key, Set<String> known) {
        @Nullable
        String best = known.stream()
                .filter(candidate -> candidate.regionMatches(0, key, 0, Math.min(key.length(), PREFIX.length() + 4)))
                .findFirst()
                .orElse(null);
        return best == null ? "" : "; did you mean " + best + "?";
    }
}
