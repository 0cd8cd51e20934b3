package dev.parley.bench;

import dev.parley.bench.rows.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was asked for on the command line.
 *
 * @param rows by name; empty for the standard set
 * @param postgres whether Parley keeps its data in PostgreSQL instead of SQLite, as a cluster always does
 * @param profile whether flame graphs are made
 * @param settings of Parley, beside those that a benchmark needs
 */
record BenchOptions(
        List<String> rows, Stage.Plan plan, boolean postgres, boolean profile, Map<String, String> settings) {
    private static final int STANDARD_ROUNDS = 2;
    private static final int STANDARD_SECONDS = 8;
    private static final int STANDARD_WARM_UP = 5;
    private static final int STANDARD_IDLE = 5000;

    /** @throws IllegalArgumentException with a sentence for who typed it */
    static BenchOptions parse(List<String> arguments) {
        List<String> rows = new ArrayList<>();
        int rounds = STANDARD_ROUNDS;
        int seconds = STANDARD_SECONDS;
        int warmUp = STANDARD_WARM_UP;
        int idle = STANDARD_IDLE;
        boolean postgres = false;
        boolean cluster = false;
        boolean profile = false;
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--rounds" -> rounds = number(arguments, ++i);
                case "--seconds" -> seconds = number(arguments, ++i);
                case "--warm-up" -> warmUp = number(arguments, ++i);
                case "--idle" -> idle = number(arguments, ++i);
                case "--postgres" -> postgres = true;
                case "--cluster" -> cluster = true;
                case "--profile" -> profile = true;
                case "--set" -> set(arguments, ++i, settings);
                default -> rows.add(argument);
            }
        }
        Stage.Plan plan =
                new Stage.Plan(rounds, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), idle, cluster);
        return new BenchOptions(List.copyOf(rows), plan, postgres || cluster, profile, settings);
    }

    private static void set(List<String> arguments, int at, Map<String, String> settings) {
        if (at >= arguments.size() || !arguments.get(at).matches("PARLEY_[A-Z_]+=.*")) {
            throw new IllegalArgumentException("--set needs a setting, as PARLEY_CHAT_BATCH=100");
        }
        String[] setting = arguments.get(at).split("=", 2);
        settings.put(setting[0], setting[1]);
    }

    private static int number(List<String> arguments, int at) {
        if (at >= arguments.size() || !arguments.get(at).matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(arguments.get(at - 1) + " needs a number");
        }
        return Integer.parseInt(arguments.get(at));
    }
}
