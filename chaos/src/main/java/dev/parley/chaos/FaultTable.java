package dev.parley.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run showed, by kind of fault: a table for people, JSON for programs. */
final class FaultTable {
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
     * @param longestWait the longest of a client, of those that overlap such a fault or its recovery; zero where none was longer
     *     than a second
     * @param problems of how many of them something is to be told
     */
    record Row(String label, int injected, Duration recovery, Duration longestWait, int problems) {}

    List<Row> rows() {
        Map<String, List<Injection>> byLabel = injections.stream()
                .collect(Collectors.groupingBy(
                        injection -> injection.fault().label(), TreeMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        byLabel.forEach((label, those) -> rows.add(new Row(
                label,
                those.size(),
                longest(those.stream().map(Injection::recovery).toList()),
                longest(those.stream()
                        .flatMap(injection ->
                                verdict.waits().stream().filter(wait -> injection.overlaps(wait.start(), wait.end())))
                        .map(Verdict.Wait::length)
                        .toList()),
                (int) those.stream()
                        .filter(injection -> !injection.problems().isEmpty())
                        .count())));
        return rows;
    }

    /** The table, as Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder("| fault | injected | longest recovery | longest wait of a subscriber |"
                + " not recovered, or ended by themselves |\n|---|---:|---:|---:|---:|\n");
        for (Row row : rows()) {
            text.append("| ").append(row.label()).append(" | ").append(row.injected());
            text.append(" | ").append(seconds(row.recovery())).append(" | ").append(waited(row.longestWait()));
            text.append(" | ").append(row.problems()).append(" |\n");
        }
        return text.append("| **all** | ")
                .append(injections.size())
                .append(" | | | |\n")
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
                .put("longestWaitMillis", row.longestWait().toMillis())
                .put("problems", row.problems())));
        return new JsonObject()
                .put("seed", seed)
                .put("started", started.toString())
                .put("passed", verdict.passed())
                .put("table", table)
                .put("faults", faults)
                .put("verify", verdict.report());
    }

    private static Duration longest(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private static String waited(Duration time) {
        return time.isZero() ? "< 1 s" : seconds(time);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
