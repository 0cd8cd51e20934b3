package dev.parley.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run showed, by kind of fault: a table for people, JSON for programs. */
final class FaultTable {
    private static final String NO_FAULT = "no fault";

    private final List<Injection> injections;
    private final Verdict verdict;

    FaultTable(List<Injection> injections, Verdict verdict) {
        this.injections = List.copyOf(injections);
        this.verdict = verdict;
    }

    /**
     * One kind of fault.
     *
     * @param recovery the longest, from the end of a fault
     * @param reading the longest wait of a reader, of the waits of more than a second that fell into such a fault and its recovery more
     *     than into any other; zero where there is none
     * @param answering the longest wait of an author, of the same
     * @param problems of how many of them something is to be told
     */
    record Row(String label, int injected, Duration recovery, Duration reading, Duration answering, int problems) {}

    List<Row> rows() {
        Map<String, List<Injection>> byLabel = injections.stream()
                .collect(Collectors.groupingBy(
                        injection -> injection.fault().label(), TreeMap::new, Collectors.toList()));
        Map<String, Duration> reading = longest(verdict.reading());
        Map<String, Duration> answering = longest(verdict.answering());
        List<Row> rows = new ArrayList<>();
        byLabel.forEach((label, those) -> rows.add(new Row(
                label,
                those.size(),
                those.stream().map(Injection::recovery).max(Duration::compareTo).orElse(Duration.ZERO),
                reading.getOrDefault(label, Duration.ZERO),
                answering.getOrDefault(label, Duration.ZERO),
                (int) those.stream()
                        .filter(injection -> !injection.problems().isEmpty())
                        .count())));
        if (reading.containsKey(NO_FAULT) || answering.containsKey(NO_FAULT)) {
            rows.add(new Row(
                    NO_FAULT,
                    0,
                    Duration.ZERO,
                    reading.getOrDefault(NO_FAULT, Duration.ZERO),
                    answering.getOrDefault(NO_FAULT, Duration.ZERO),
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
        StringBuilder text = new StringBuilder(
                "| fault | injected | longest recovery | longest wait of a subscriber | of an author |"
                        + " not recovered, or ended by themselves |\n|---|---:|---:|---:|---:|---:|\n");
        for (Row row : rows()) {
            text.append("| ").append(row.label()).append(" | ").append(row.injected());
            text.append(" | ").append(seconds(row.recovery())).append(" | ").append(waited(row.reading()));
            text.append(" | ").append(waited(row.answering()));
            text.append(" | ").append(row.problems()).append(" |\n");
        }
        return text.append("| **all** | ")
                .append(injections.size())
                .append(" | | | | |\n")
                .toString();
    }

    /** All of it. */
    JsonObject json(long seed, Instant started) {
        JsonArray faults = new JsonArray();
        injections.forEach(injection -> faults.add(new JsonObject()
                .put("number", injection.number())
                .put("label", injection.fault().label())
                .put("fault", injection.fault().toString())
                .put("from", injection.from().toString())
                .put("ended", injection.ended().toString())
                .put("recovered", injection.recovered().toString())
                .put("problems", new JsonArray(injection.problems()))));
        JsonArray table = new JsonArray();
        rows().forEach(row -> table.add(new JsonObject()
                .put("label", row.label())
                .put("injected", row.injected())
                .put("longestRecoveryMillis", row.recovery().toMillis())
                .put("longestWaitMillis", row.reading().toMillis())
                .put("longestAnswerMillis", row.answering().toMillis())
                .put("problems", row.problems())));
        return new JsonObject()
                .put("seed", seed)
                .put("started", started.toString())
                .put("passed", verdict.passed())
                .put("table", table)
                .put("faults", faults)
                .put("verify", verdict.report());
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
