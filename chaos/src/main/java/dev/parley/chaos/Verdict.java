package dev.parley.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What {@code parley verify} says in the end.
 *
 * @param passed whether no promise was broken, and all was seen that it takes to say so
 * @param reading the waits of its readers for events that somebody knew of, those of more than a second
 * @param answering the waits of its authors for the first answer to a message, those of more than a second
 * @param watching how long, more than a second, watchers of presence did not see who had come, or still saw who had gone
 * @param summary for people, a line each
 * @param report all that it says; empty where it said nothing
 */
record Verdict(
        boolean passed,
        List<Wait> reading,
        List<Wait> answering,
        List<Wait> watching,
        List<String> summary,
        JsonObject report) {
    /** A time in which a client waited. */
    record Wait(Instant start, Instant end) {
        Duration length() {
            return Duration.between(start, end);
        }
    }

    Verdict {
        reading = List.copyOf(reading);
        answering = List.copyOf(answering);
        watching = List.copyOf(watching);
        summary = List.copyOf(summary);
    }

    /** Where somebody should have judged, and did not. */
    static Verdict none(String why) {
        return new Verdict(false, List.of(), List.of(), List.of(), List.of(why), new JsonObject());
    }

    /** Where nobody was asked to judge. */
    static Verdict unasked() {
        return new Verdict(
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of("Nobody judged: only the recovery was looked at."),
                new JsonObject());
    }

    /** Reads its report, and the status that it ended with. What could not be looked at has not been kept for sure. */
    static Verdict of(int status, JsonObject report) {
        JsonObject counts = report.getJsonObject("counts");
        List<String> summary = new ArrayList<>();
        summary.add(counts.getLong("acknowledged") + " of " + counts.getLong("said") + " messages acknowledged, "
                + counts.getLong("stored") + " events stored, " + counts.getLong("delivered") + " delivered, "
                + report.getLong("violationCount") + " violations");
        objects(report.getJsonArray("violations")).map(JsonObject::encode).forEach(summary::add);
        List<String> unjudged = Stream.of("notJudged", "notes")
                .flatMap(name -> report.getJsonArray(name, new JsonArray()).stream())
                .map(String::valueOf)
                .toList();
        unjudged.forEach(what -> summary.add("not judged: " + what));
        boolean passed =
                status == 0 && report.getBoolean("held") && counts.getLong("acknowledged") > 0 && unjudged.isEmpty();
        JsonObject presence = report.getJsonObject("presence");
        List<Wait> watching = Stream.of("unseen", "ghosts")
                .flatMap(name -> waits(presence.getJsonArray(name, new JsonArray())))
                .toList();
        return new Verdict(passed, waits(report, "readers"), waits(report, "publishers"), watching, summary, report);
    }

    private static List<Wait> waits(JsonObject report, String whose) {
        return objects(report.getJsonArray(whose))
                .flatMap(client -> waits(client.getJsonArray("waits")))
                .toList();
    }

    private static Stream<Wait> waits(JsonArray waits) {
        return objects(waits)
                .map(wait -> new Wait(Instant.parse(wait.getString("start")), Instant.parse(wait.getString("end"))));
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
