package dev.parley.chaos;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run showed, by kind of fault. */
final class FaultTable {
    private static final String NO_FAULT = "no fault";
    private static final String HEAD = "| fault | injected | out after | whole again after | longest recovery |"
            + " longest wait of a subscriber | of an author | of a watcher of presence |"
            + " not recovered, or ended by themselves |\n"
            + "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n";

    private final List<Injection> injections;
    private final Verdict verdict;

    FaultTable(List<Injection> injections, Verdict verdict) {
        this.injections = List.copyOf(injections);
        this.verdict = verdict;
    }

    /**
     * One kind of fault.
     *
     * @param out from the faults until the lists of members were short enough
     * @param whole from their ends until all were in all lists again
     * @param recovery the longest, from the end of a fault
     * @param reading the longest wait of a reader, of the waits of more than a second that fell into such a fault and its recovery more
     *     than into any other; zero where there is none
     * @param answering the longest wait of an author, of the same
     * @param watching the longest time in which a watcher of presence was wrong, of the same
     * @param problems of how many of them something is to be told
     */
    record Row(
            String label,
            int injected,
            Times out,
            Times whole,
            Duration recovery,
            Duration reading,
            Duration answering,
            Duration watching,
            int problems) {}

    /** How many of the faults had such a time, and the longest. */
    record Times(int count, Optional<Duration> longest) {
        static final Times NONE = new Times(0, Optional.empty());

        private static Times of(List<Injection> those, Function<Injection, Optional<Duration>> which) {
            List<Duration> times =
                    those.stream().flatMap(one -> which.apply(one).stream()).toList();
            return new Times(times.size(), times.stream().max(Duration::compareTo));
        }
    }

    List<Injection> injections() {
        return injections;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Whether there were faults, the cluster recovered from each, and no promise was broken. */
    boolean passed() {
        return !injections.isEmpty()
                && injections.stream()
                        .allMatch(injection -> injection.problems().isEmpty())
                && verdict.passed();
    }

    List<Row> rows() {
        Map<String, List<Injection>> byLabel = injections.stream()
                .collect(Collectors.groupingBy(
                        injection -> injection.fault().label(), TreeMap::new, Collectors.toList()));
        Map<String, Duration> reading = longest(verdict.reading());
        Map<String, Duration> answering = longest(verdict.answering());
        Map<String, Duration> watching = longest(verdict.watching());
        List<Row> rows = new ArrayList<>();
        byLabel.forEach((label, those) -> rows.add(new Row(
                label,
                those.size(),
                Times.of(those, Injection::outAfter),
                Times.of(those, Injection::wholeAfter),
                those.stream().map(Injection::recovery).max(Duration::compareTo).orElse(Duration.ZERO),
                reading.getOrDefault(label, Duration.ZERO),
                answering.getOrDefault(label, Duration.ZERO),
                watching.getOrDefault(label, Duration.ZERO),
                (int) those.stream()
                        .filter(injection -> !injection.problems().isEmpty())
                        .count())));
        if (Stream.of(reading, answering, watching).anyMatch(waits -> waits.containsKey(NO_FAULT))) {
            rows.add(new Row(
                    NO_FAULT,
                    0,
                    Times.NONE,
                    Times.NONE,
                    Duration.ZERO,
                    reading.getOrDefault(NO_FAULT, Duration.ZERO),
                    answering.getOrDefault(NO_FAULT, Duration.ZERO),
                    watching.getOrDefault(NO_FAULT, Duration.ZERO),
                    0));
        }
        return rows;
    }

    private Map<String, Duration> longest(List<Verdict.Wait> waits) {
        Map<String, Duration> longest = new HashMap<>();
        for (Verdict.Wait wait : waits) {
            Comparator<Injection> byOverlap =
                    Comparator.comparing(injection -> injection.overlap(wait.start(), wait.end()));
            String label = injections.stream()
                    .filter(injection ->
                            !injection.overlap(wait.start(), wait.end()).isZero())
                    .max(byOverlap)
                    .map(injection -> injection.fault().label())
                    .orElse(NO_FAULT);
            longest.merge(label, wait.length(), (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        return longest;
    }

    /** The table, as Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder(HEAD);
        for (Row row : rows()) {
            List<String> cells = List.of(
                    row.label(),
                    Integer.toString(row.injected()),
                    times(row, row.out()),
                    times(row, row.whole()),
                    seconds(row.recovery()),
                    waited(row.reading()),
                    waited(row.answering()),
                    isPresenceTold() ? waited(row.watching()) : "not known",
                    Integer.toString(row.problems()));
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        return text.append("| **all** | ")
                .append(injections.size())
                .append(" | | | | | | | |\n")
                .toString();
    }

    /** Of the whole run, a line each. */
    List<String> summary() {
        List<String> lines = new ArrayList<>(verdict.summary());
        JsonObject presence = verdict.report().getJsonObject("presence");
        if (presence != null) {
            lines.add("presence: " + presence.getLong("visits") + " visits, unseen for "
                    + seconds(Duration.ofMillis(presence.getLong("longestUnseenMillis"))) + " and a ghost for "
                    + seconds(Duration.ofMillis(presence.getLong("longestGhostMillis"))) + " at the longest");
        }
        if (injections.isEmpty()) {
            lines.add("no fault was injected");
        }
        return lines;
    }

    private static String times(Row row, Times times) {
        String which = times.count() == row.injected() ? "" : " (" + times.count() + " of " + row.injected() + ")";
        return times.longest().map(longest -> seconds(longest) + which).orElse("-");
    }

    private boolean isPresenceTold() {
        return verdict.report().getJsonObject("presence", new JsonObject()).containsKey("ghosts");
    }

    private String waited(Duration time) {
        if (verdict.report().isEmpty()) {
            return "not known";
        }
        return time.isZero() ? "< 1 s" : seconds(time);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
