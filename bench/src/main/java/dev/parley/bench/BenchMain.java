package dev.parley.bench;

import dev.parley.bench.rows.Profiler;
import dev.parley.bench.rows.Result;
import dev.parley.bench.rows.Row;
import dev.parley.bench.rows.Stage;
import dev.parley.bench.server.Launch;
import dev.parley.testkit.Artifacts;
import dev.parley.testkit.LocalPostgres;
import io.vertx.core.json.JsonArray;
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
import java.util.stream.Stream;

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
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Launch launch = new Launch(jvmOptions(options.profile()), options.settings());
        List<Result> results = new ArrayList<>();
        JsonArray failed = new JsonArray();
        JsonObject conditions = conditions(options, now);
        try (Stage stage = new Stage(folder, options.plan(), launch, profiler, postgres)) {
            for (Row row : rows) {
                System.out.println("measuring " + row.name() + " ...");
                try {
                    results.addAll(row.run(stage));
                } catch (IllegalStateException e) {
                    System.out.println("  failed: " + e.getMessage());
                    failed.add(row.name() + ": " + e.getMessage());
                }
            }
            conditions.put("failed", failed);
            conditions.put("jvm", stage.jvmFlags());
            Path file = kept.resolve("bench-" + now.toString().replace(':', '-') + ".json");
            Report.write(file, results, stage.measured(), conditions);
            System.out.println();
            System.out.print(Report.table(results));
            stage.jvmFlags().forEach((server, flags) -> System.out.println("\n" + server + ": " + flags));
            System.out.println("\n" + file);
        } finally {
            postgres.ifPresent(LocalPostgres::stop);
        }
    }

    /** What {@code ./parley run} gives its JVM too; with that, profiles name the right lines. */
    private static List<String> jvmOptions(boolean profile) {
        List<String> all =
                new ArrayList<>(Stream.of(System.getProperty("bench.jvm", "").split(" ", -1))
                        .filter(option -> !option.isBlank())
                        .toList());
        if (profile) {
            all.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints"));
        }
        return all;
    }

    private static JsonObject conditions(BenchOptions options, Instant now) {
        return new JsonObject()
                .put("at", now.toString())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("processes", options.plan().cluster() ? "one of each service" : "one")
                .put("database", options.postgres() ? "postgresql" : "sqlite")
                .put("settings", JsonObject.mapFrom(options.settings()))
                .put("rounds", options.plan().rounds())
                .put("seconds", options.plan().measure().toSeconds())
                .put("warmUpSeconds", options.plan().warmUp().toSeconds());
    }
}
