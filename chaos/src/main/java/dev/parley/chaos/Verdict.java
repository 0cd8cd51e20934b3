package dev.parley.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@code parley verify} says in the end.
 *
 * @param passed whether no promise was broken, and enough was seen to say so
 * @param waits of its clients, those of more than a second
 * @param summary for people, a line each
 * @param report all that it says; empty where it said nothing
 */
record Verdict(boolean passed, List<Wait> waits, List<String> summary, JsonObject report) {
    /** A time in which a client waited for what it could have had. */
    record Wait(Instant start, Instant end) {
        Duration length() {
            return Duration.between(start, end);
        }
    }

    Verdict {
        waits = List.copyOf(waits);
        summary = List.copyOf(summary);
    }

    /** Where nobody judged. */
    static Verdict none(String why) {
        return new Verdict(false, List.of(), List.of(why), new JsonObject());
    }

    /** Reads its report. */
    static Verdict of(int status, JsonObject report) {
        Instant started = Instant.parse(report.getString("startedAt"));
        List<Wait> waits = objects(report, "waits")
                .map(wait ->
                        new Wait(started.plusMillis(wait.getLong("start")), started.plusMillis(wait.getLong("end"))))
                .toList();
        List<String> violations =
                objects(report, "violations").map(JsonObject::encode).toList();
        return new Verdict(status == 0, waits, violations, report);
    }

    private static java.util.stream.Stream<JsonObject> objects(JsonObject report, String name) {
        return Optional.ofNullable(report.getJsonArray(name)).orElseGet(JsonArray::new).stream()
                .map(JsonObject.class::cast);
    }
}
