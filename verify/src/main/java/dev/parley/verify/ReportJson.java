package dev.parley.verify;

import dev.parley.verify.judge.Verdict;
import dev.parley.verify.judge.Violation;
import dev.parley.verify.judge.Waits;
import dev.parley.verify.judge.Witness;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;

/** An outcome as JSON; docs/verify.md has the format. */
final class ReportJson {
    private ReportJson() {}

    static JsonObject of(Outcome outcome) {
        Verdict verdict = outcome.verdict();
        Verdict.Counts counts = verdict.counts();
        JsonArray violations = new JsonArray();
        verdict.violations().forEach(violation -> violations.add(violation(violation)));
        return new JsonObject()
                .put("began", outcome.began().toString())
                .put("millis", outcome.millis())
                .put("held", outcome.holds())
                .put("violationCount", verdict.violationCount())
                .put("violations", violations)
                .put("notJudged", new JsonArray(outcome.unjudged()))
                .put(
                        "counts",
                        new JsonObject()
                                .put("said", counts.said())
                                .put("acknowledged", counts.answered())
                                .put("acknowledgedAgain", counts.repeated())
                                .put("delivered", counts.delivered())
                                .put("stored", counts.stored())
                                .put("refusedStrangers", outcome.shut().refusals())
                                .put("removals", outcome.shut().removals()))
                .put("readers", waits(verdict.reading(), outcome.began()))
                .put("publishers", waits(verdict.answering(), outcome.began()))
                .put("presence", presence(outcome.presence(), outcome.began()))
                .put("standstillMillis", outcome.standstill())
                .put("troubles", JsonObject.mapFrom(outcome.troubles()))
                .put("notes", new JsonArray(outcome.notes()));
    }

    private static JsonObject violation(Violation violation) {
        return new JsonObject()
                .put("promise", violation.promise().name())
                .put("room", violation.room())
                .put("seq", violation.sequence())
                .put("person", violation.person())
                .put("door", violation.door())
                .put("what", violation.what());
    }

    private static JsonObject presence(Outcome.Presence presence, Instant began) {
        return new JsonObject()
                .put("visits", presence.visits())
                .put("longestUnseenMillis", presence.unseen().longest())
                .put("longestGhostMillis", presence.ghosts().longest())
                .put("unseen", stretches(presence.unseen(), began))
                .put("ghosts", stretches(presence.ghosts(), began));
    }

    private static JsonArray waits(Map<Witness, Waits> all, Instant began) {
        JsonArray list = new JsonArray();
        all.forEach((who, waits) -> list.add(new JsonObject()
                .put("name", who.name())
                .put("person", who.person())
                .put("door", who.door())
                .put("room", who.room())
                .put("longestMillis", waits.longest())
                .put("waits", stretches(waits, began))
                .put("moreWaits", waits.dropped())));
        return list;
    }

    private static JsonArray stretches(Waits waits, Instant began) {
        JsonArray stretches = new JsonArray();
        waits.stretches()
                .forEach(wait -> stretches.add(new JsonObject()
                        .put("start", began.plusMillis(wait.start()).toString())
                        .put("end", began.plusMillis(wait.end()).toString())
                        .put("millis", wait.end() - wait.start())
                        .put("from", wait.from())
                        .put("at", wait.at())));
        return stretches;
    }
}
