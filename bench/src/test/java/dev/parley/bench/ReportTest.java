package dev.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.Latency;
import dev.parley.bench.rows.Measured;
import dev.parley.bench.rows.Result;
import dev.parley.bench.rows.Target;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final List<Result> RESULTS = List.of(
            Result.ratio("fan-out", "us", 8, 12, 1.5, Target.atMost(1.3)),
            Result.ratio("rate", "/s", 250_000, 200_000, 0.8, Target.atLeast(0.6)),
            Result.absolute("lost", "", Double.NaN, 0, Target.atMost(0)),
            Result.absolute("heap", "KB", 1.5, 6.5, Target.atMost(6)),
            Result.absolute("batch", "", Double.NaN, 37, Target.NONE));

    @Test
    void theTableSaysWhatWasAskedAndWhetherItWasReached() {
        assertThat(Report.table(RESULTS)).isEqualTo("""
                | work    | bare    | Parley  | unit | ratio | target   |      |
                |---------|---------|---------|------|-------|----------|------|
                | fan-out | 8.00    | 12.0    | us   | 1.50  | <= 1.3 x | miss |
                | rate    | 250,000 | 200,000 | /s   | 0.80  | >= 0.6 x | pass |
                | lost    | -       | 0.00    |      | -     | <= 0     | pass |
                | heap    | 1.50    | 6.50    | KB   | 4.33  | <= 6 KB  | miss |
                | batch   | -       | 37.0    |      | -     |          |      |
                """);
    }

    @Test
    void theFileHasTheConditionsAndEveryResult(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/results.json");

        Measured measured = new Measured("fan-out", "parley", 8, 1000, 0.012, 0.25, new Latency(1, 2, 3, 4, 5));

        Report.write(file, RESULTS, List.of(measured), new JsonObject().put("cores", 2));

        JsonObject written = new JsonObject(Files.readString(file));
        assertThat(written.getInteger("cores")).isEqualTo(2);
        JsonArray results = written.getJsonArray("results");
        assertThat(results).hasSize(RESULTS.size());
        assertThat(results.getJsonObject(0).getString("verdict")).isEqualTo("miss");
        assertThat(results.getJsonObject(2).getValue("bare")).isNull();
        JsonObject round = written.getJsonArray("measured").getJsonObject(0);
        assertThat(round.getDouble("cpuMicros")).isEqualTo(12);
        assertThat(round.getDouble("p99.9")).isEqualTo(4);
        assertThat(round.getDouble("compilersShare")).isEqualTo(0.25);
    }
}
