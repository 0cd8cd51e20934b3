package dev.parley.bench;

import dev.parley.bench.rows.Profiler;
import dev.parley.bench.rows.Result;
import dev.parley.bench.rows.Row;
import dev.parley.bench.rows.Stage;
import dev.parley.testkit.Artifacts;
import dev.parley.testkit.LocalPostgres;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code ./parley bench}: what it can do is said by {@code ./parley bench --help}. */
public final class BenchMain {
    private BenchMain() {}

    @SuppressWarnings("SystemOut") // what it prints is what it is for
    public static void main(String[] arguments) throws IOException {
        List<String> asked = Arrays.asList(arguments);
        if (!asked.isEmpty() && asked.get(0).equals("micro")) {
            org.openjdk.jmh.Main.main(asked.subList(1, asked.size()).toArray(String[]::new));
            return;
        }
        try {
            BenchOptions options = BenchOptions.parse(asked);
            List<Row> rows = options.rows().isEmpty()
                    ? Rows.standard()
                    : options.rows().stream().map(Rows::named).toList();
            run(options, rows);
        } catch (IllegalArgumentException e) {
            System.err.println("parley: " + e.getMessage() + " (see ./parley bench --help)");
            System.exit(2);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void run(BenchOptions options, List<Row> rows) throws IOException {
        Path kept = Artifacts.projectRoot().resolve("bench/results");
        Path folder = Files.createTempDirectory("parley-bench");
        Optional<LocalPostgres> postgres =
                options.postgres() ? Optional.of(LocalPostgres.start(folder.resolve("postgres"))) : Optional.empty();
        Profiler profiler = new Profiler(options.profile() ? Optional.of(kept) : Optional.empty());
        List<Result> results = new ArrayList<>();
        try (Stage stage = new Stage(folder, options.plan(), profiler, postgres)) {
            for (Row row : rows) {
                System.out.println("measuring " + row.name() + " ...");
                results.addAll(row.run(stage));
            }
        } finally {
            postgres.ifPresent(LocalPostgres::stop);
        }
        System.out.println();
        System.out.print(Report.table(results));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Path file = kept.resolve("bench-" + now.toString().replace(':', '-') + ".json");
        Report.write(file, results, conditions(options, now));
        System.out.println("\n" + file);
    }

    private static JsonObject conditions(BenchOptions options, Instant now) {
        return new JsonObject()
                .put("at", now.toString())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("database", options.postgres() ? "postgresql" : "sqlite")
                .put("rounds", options.plan().rounds())
                .put("seconds", options.plan().measure().toSeconds())
                .put("warmUpSeconds", options.plan().warmUp().toSeconds());
    }
}
