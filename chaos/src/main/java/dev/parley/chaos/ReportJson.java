package dev.parley.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run showed, for programs. Times are UTC; lengths that there are none of are null. */
final class ReportJson {
    private ReportJson() {}

    /** @param notInjected the kinds of faults that were asked for and that cannot be had here */
    static JsonObject of(FaultTable table, long seed, Instant started, List<String> notInjected) {
        JsonArray faults = new JsonArray();
        table.injections().forEach(injection -> faults.add(injection(injection)));
        JsonArray rows = new JsonArray();
        table.rows().forEach(row -> rows.add(row(row)));
        return new JsonObject()
                .put("seed", seed)
                .put("started", started.toString())
                .put("passed", table.passed())
                .put("notInjected", new JsonArray(notInjected))
                .put("table", rows)
                .put("faults", faults)
                .put("verify", table.verdict().report());
    }

    private static JsonObject injection(Injection injection) {
        return new JsonObject()
                .put("number", injection.number())
                .put("label", injection.fault().label())
                .put("fault", injection.fault().toString())
                .put("from", injection.from().toString())
                .put("ended", injection.ended().toString())
                .put("recovered", injection.recovered().toString())
                .put("outAfterMillis", millis(injection.outAfter()))
                .put("wholeAgainAfterMillis", millis(injection.wholeAfter()))
                .put("problems", new JsonArray(injection.problems()));
    }

    private static JsonObject row(FaultTable.Row row) {
        return new JsonObject()
                .put("label", row.label())
                .put("injected", row.injected())
                .put("out", row.out().count())
                .put("longestOutMillis", millis(row.out().longest()))
                .put("whole", row.whole().count())
                .put("longestWholeAgainMillis", millis(row.whole().longest()))
                .put("longestRecoveryMillis", row.recovery().toMillis())
                .put("longestWaitMillis", row.reading().toMillis())
                .put("longestAnswerMillis", row.answering().toMillis())
                .put("longestPresenceMillis", row.watching().toMillis())
                .put("problems", row.problems());
    }

    private static @Nullable Long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(null);
    }
}
