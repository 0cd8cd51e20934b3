package dev.parley.bench;

import dev.parley.bench.rows.Measured;
import dev.parley.bench.rows.Result;
import dev.parley.bench.rows.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Results for people, as a table of Markdown, and for programs, as JSON. */
final class Report {
    private static final List<String> HEAD = List.of("work", "bare", "Parley", "unit", "ratio", "target", "");

    private Report() {}

    static String table(List<Result> results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        results.forEach(result -> rows.add(cells(result)));
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        List<String> lines =
                new ArrayList<>(rows.stream().map(row -> line(row, widths)).toList());
        lines.add(1, lines.get(0).replaceAll("[^|]", "-"));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> cells(Result result) {
        String of = result.basis() == Result.Basis.RATIO ? " x" : " " + result.unit();
        return List.of(
                result.work(),
                Result.text(result.bare()),
                Result.text(result.parley()),
                result.unit(),
                Result.text(result.ratio()),
                result.target().equals(Target.NONE) ? "" : result.target() + of.stripTrailing(),
                result.verdict());
    }

    private static String line(List<String> cells, int[] widths) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            padded.add(cells.get(i) + " ".repeat(widths[i] - cells.get(i).length()));
        }
        return padded.stream().collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** @param conditions what was the same for all of them */
    static void write(Path file, List<Result> results, List<Measured> measured, JsonObject conditions) {
        JsonArray all = new JsonArray();
        results.forEach(result -> all.add(new JsonObject()
                .put("work", result.work())
                .put("unit", result.unit())
                .put("bare", Double.isNaN(result.bare()) ? null : result.bare())
                .put("parley", result.parley())
                .put("ratio", Double.isNaN(result.ratio()) ? null : result.ratio())
                .put("target", result.target().toString())
                .put("verdict", result.verdict())));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JsonObject kept = conditions.copy().put("results", all).put("measured", measurements(measured));
            Files.writeString(file, kept.encodePrettily());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every round of each server by itself; latencies are in milliseconds. */
    private static JsonArray measurements(List<Measured> measured) {
        JsonArray all = new JsonArray();
        measured.forEach(each -> all.add(new JsonObject()
                .put("work", each.work())
                .put("server", each.server())
                .put("seconds", each.seconds())
                .put("count", each.count())
                .put("cpuSeconds", each.cpuSeconds())
                .put("cpuMicros", each.cpuMicros())
                .put("compilersShare", each.compiling())
                .put("p50", each.latency().p50())
                .put("p90", each.latency().p90())
                .put("p99", each.latency().p99())
                .put("p99.9", each.latency().p999())
                .put("max", each.latency().max())));
        return all;
    }
}
