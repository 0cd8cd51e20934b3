package dev.parley.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What a run is asked for.
 *
 * @param time no fault begins later than this after the first
 * @param faults no more than so many
 * @param rate messages that the load says a second
 * @param seed of the plan
 * @param only rows whose names contain this, where it is there
 * @param brief the few faults of the test suite instead of a plan
 * @param judged whether {@code parley verify} is load and judge; else only the recovery is looked at
 * @param folder for logs, data and the report; one of its own for each run is made in it
 */
record ChaosOptions(
        Duration time,
        int faults,
        int rate,
        long seed,
        Optional<String> only,
        boolean brief,
        boolean judged,
        Path root,
        Path folder) {
    private static final int MINUTES = 10;

    /** The brief plan has an end, and is to get there also on a machine that does much else. */
    private static final int BRIEF_MINUTES = 60;

    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_FAULTS = 100_000;
    private static final int RATE = 100;
    private static final int MOST_RATE = 10_000;

    /** What the judge keeps in mind; without further messages there would be no load. */
    private static final long MOST_MESSAGES = 1_000_000;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    static ChaosOptions parse(List<String> arguments) {
        Optional<Integer> given = Optional.empty();
        int faults = MOST_FAULTS;
        int rate = RATE;
        long seed = new Random().nextInt(1_000_000);
        Optional<String> only = Optional.empty();
        boolean brief = false;
        boolean judged = true;
        Path root = Path.of("").toAbsolutePath();
        Optional<Path> folder = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            switch (option) {
                case "--brief" -> brief = true;
                case "--unjudged" -> judged = false;
                case "--minutes" -> given = Optional.of(number(option, value(arguments, ++i, option), MOST_MINUTES));
                case "--faults" -> faults = number(option, value(arguments, ++i, option), MOST_FAULTS);
                case "--rate" -> rate = number(option, value(arguments, ++i, option), MOST_RATE);
                case "--seed" -> seed = number(option, value(arguments, ++i, option), Integer.MAX_VALUE);
                case "--only" -> only = Optional.of(value(arguments, ++i, option));
                case "--root" -> root = Path.of(value(arguments, ++i, option)).toAbsolutePath();
                case "--dir" -> folder = Optional.of(Path.of(value(arguments, ++i, option)));
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        Path where = folder.orElse(root.resolve(".parley").resolve("chaos")).toAbsolutePath();
        int minutes = given.orElse(brief ? BRIEF_MINUTES : MINUTES);
        requireLoad(minutes, rate);
        return new ChaosOptions(Duration.ofMinutes(minutes), faults, rate, seed, only, brief, judged, root, where);
    }

    private static void requireLoad(int minutes, int rate) {
        long seconds = Duration.ofMinutes(minutes).toSeconds();
        if (rate < 1 || rate * seconds > MOST_MESSAGES) {
            throw new IllegalArgumentException("--rate is from 1 to " + MOST_MESSAGES / Math.max(1, seconds) + " for "
                    + minutes + " minutes, not " + rate);
        }
    }

    private static String value(List<String> arguments, int index, String option) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return arguments.get(index);
    }

    private static int number(String option, String value, int most) {
        if (!value.matches("\\d{1,10}") || Long.parseLong(value) > most) {
            throw new IllegalArgumentException(option + " needs a whole number up to " + most + ", not " + value);
        }
        return Integer.parseInt(value);
    }
}
