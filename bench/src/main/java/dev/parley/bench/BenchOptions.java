package dev.parley.bench;

import dev.parley.bench.rows.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param rows by name; empty for the standard set
 * @param postgres whether Parley keeps its data in PostgreSQL instead of SQLite, as a cluster always does
 * @param profile whether flame graphs are made
 */
record BenchOptions(List<String> rows, Stage.Plan plan, boolean postgres, boolean profile) {
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
                default -> rows.add(argument);
            }
        }
        Stage.Plan plan =
                new Stage.Plan(rounds, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), idle, cluster);
        return new BenchOptions(List.copyOf(rows), plan, postgres || cluster, profile);
    }

    private static int number(List<String> arguments, int at) {
        if (at >= arguments.size() || !arguments.get(at).matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(arguments.get(at - 1) + " needs a number");
        }
        return Integer.parseInt(arguments.get(at));
    }
}
