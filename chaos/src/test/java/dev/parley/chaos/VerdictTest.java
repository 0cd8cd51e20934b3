package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static final JsonObject REPORT = new JsonObject("""
            {"began": "2026-01-01T00:00:00Z", "held": true, "violationCount": 0, "violations": [],
             "counts": {"said": 9, "acknowledged": 8, "stored": 8, "delivered": 16},
             "readers": [{"name": "reader-1", "waits": []},
                         {"name": "reader-2", "waits": [
                           {"start": "2026-01-01T00:00:05Z", "end": "2026-01-01T00:00:08.500Z", "from": "a", "at": "b"}]}],
             "publishers": [],
             "presence": {"visits": 3, "longestUnseenMillis": 900, "longestGhostMillis": 4000, "unseen": [],
                          "ghosts": [{"start": "2026-01-01T00:00:10Z", "end": "2026-01-01T00:00:14Z"}]},
             "notJudged": [],
             "notes": []}
            """);

    @Test
    void theWaitsOfAllReadersAreTaken() {
        assertThat(Verdict.of(0, REPORT).reading())
                .containsExactly(new Verdict.Wait(
                        Instant.parse("2026-01-01T00:00:05Z"), Instant.parse("2026-01-01T00:00:08.500Z")))
                .extracting(Verdict.Wait::length)
                .containsExactly(Duration.ofMillis(3500));
    }

    @Test
    void whoseStatusIsNotZeroHasNotPassed() {
        assertThat(Verdict.of(0, REPORT).passed()).isTrue();
        assertThat(Verdict.of(1, REPORT).passed()).isFalse();
    }

    @Test
    void aViolationIsTold() {
        JsonObject violated = REPORT.copy().put("held", false).put("violationCount", 1);
        violated.getJsonArray("violations").add(new JsonObject().put("promise", "NOTHING_LOST"));

        Verdict verdict = Verdict.of(1, violated);

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.summary()).anyMatch(line -> line.contains("NOTHING_LOST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notJudged", "notes"})
    void whatCouldNotBeLookedAtIsNoPassAndIsTold(String where) {
        JsonObject unseen = REPORT.copy();
        unseen.getJsonArray(where).add("nobody was removed from a room: too late");

        Verdict verdict = Verdict.of(0, unseen);

        assertThat(verdict.passed()).isFalse();
        assertThat(verdict.summary()).anyMatch(line -> line.contains("nobody was removed from a room: too late"));
    }

    @Test
    void theTimesInWhichPresenceWasWrongAreTaken() {
        assertThat(Verdict.of(0, REPORT).watching())
                .extracting(Verdict.Wait::length)
                .containsExactly(Duration.ofSeconds(4));
    }

    @Test
    void whatSawNoMessageIsNoPass() {
        JsonObject idle = REPORT.copy();
        idle.getJsonObject("counts").put("acknowledged", 0);

        assertThat(Verdict.of(0, idle).passed()).isFalse();
    }
}
