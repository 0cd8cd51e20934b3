package dev.parley.verify;

import dev.parley.verify.VerifyOptions.Limits;
import dev.parley.verify.VerifyOptions.Prefixes;
import dev.parley.verify.VerifyOptions.Size;
import dev.parley.verify.door.Door;
import dev.parley.verify.door.Gateway;
import dev.parley.verify.people.Person.Account;
import dev.parley.verify.people.Person.Guest;
import dev.parley.verify.people.Person.Source;
import dev.parley.verify.people.Person.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The command line: options, each with a value. */
final class Arguments {
    private static final String LOCAL = "http://localhost:8080,stomp-tcp://localhost:61613";
    private static final int GUESTS = 8;
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("--seconds", "60"),
            Map.entry("--settle", "60"),
            Map.entry("--set-up", "60"),
            Map.entry("--patience", "10"),
            Map.entry("--presence-within", "0"),
            Map.entry("--rooms", "3"),
            Map.entry("--private", "1"),
            Map.entry("--readers", "6"),
            Map.entry("--publishers", "6"),
            Map.entry("--rate", "20"),
            Map.entry("--messages", "1000000"),
            Map.entry("--publish-prefix", "/publish"),
            Map.entry("--subscribe-prefix", "/subscribe"),
            Map.entry("--people", "register"));
    private static final List<String> OTHERS = List.of("--doors", "--report");

    private final Map<String, String> values = new HashMap<>(DEFAULTS);
    private final List<Gateway> gateways = new ArrayList<>();

    private Arguments() {}

    /**
     * @throws IllegalArgumentException with a sentence for who typed it
     * @throws IOException when a file that is named cannot be read
     */
    static VerifyOptions parse(List<String> given) throws IOException {
        Arguments arguments = new Arguments();
        for (int i = 0; i < given.size(); i += 2) {
            if (i + 1 == given.size()) {
                throw new IllegalArgumentException(given.get(i) + " needs a value");
            }
            arguments.take(given.get(i), given.get(i + 1));
        }
        return arguments.options();
    }

    private void take(String option, String value) {
        if (option.equals("--gateway")) {
            gateways.add(Gateway.parse(value));
        } else if (DEFAULTS.containsKey(option) || OTHERS.contains(option)) {
            values.put(option, value);
        } else {
            throw new IllegalArgumentException("unknown option " + option);
        }
    }

    private VerifyOptions options() throws IOException {
        if (gateways.isEmpty()) {
            gateways.add(Gateway.parse(LOCAL));
        }
        return new VerifyOptions(
                gateways,
                doors(),
                seconds("--seconds"),
                new Limits(
                        seconds("--set-up"), seconds("--settle"), seconds("--patience"), seconds("--presence-within")),
                new Size(
                        number("--rooms"),
                        number("--private"),
                        number("--readers"),
                        number("--publishers"),
                        number("--rate"),
                        number("--messages")),
                people(values.getOrDefault("--people", "")),
                new Prefixes(
                        values.getOrDefault("--publish-prefix", ""), values.getOrDefault("--subscribe-prefix", "")),
                Optional.ofNullable(values.get("--report")).map(Path::of));
    }

    private List<Door> doors() {
        String named = values.get("--doors");
        return named == null
                ? Arrays.stream(Door.values())
                        .filter(door -> gateways.stream().anyMatch(gateway -> gateway.has(door)))
                        .toList()
                : Stream.of(named.split(",", -1)).map(Door::of).toList();
    }

    private static List<Source> people(String where) throws IOException {
        if (where.equals("register")) {
            return List.of();
        }
        if (where.equals("guests")) {
            return IntStream.range(0, GUESTS)
                    .<Source>mapToObj(i -> new Guest("verify-" + i))
                    .toList();
        }
        if (!where.startsWith("accounts:") && !where.startsWith("tokens:")) {
            throw new IllegalArgumentException("--people is register, guests, accounts:FILE or tokens:FILE");
        }
        Path file = Path.of(where.substring(where.indexOf(':') + 1));
        List<Source> people = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            if (!line.isBlank()) {
                people.add(where.startsWith("tokens:") ? new Token(line.strip()) : account(line.strip(), file));
            }
        }
        return people;
    }

    private static Account account(String line, Path file) {
        String[] parts = line.split("[ \t]+", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("a line of " + file + " is a username, a space and a password");
        }
        return new Account(parts[0], parts[1], false);
    }

    private Duration seconds(String option) {
        return Duration.ofSeconds(number(option));
    }

    private int number(String option) {
        String value = values.getOrDefault(option, "");
        if (!value.matches("\\d{1,8}")) {
            throw new IllegalArgumentException(option + " needs a whole number, not " + value);
        }
        return Integer.parseInt(value);
    }
}
