package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.Fault.Action;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void itHasEachFaultTheTableAndWhatCouldNotBeInjected() {
        Fault fault =
                new Fault(Action.PAUSE, "SIGSTOP 14 s: chat", List.of("chat-1"), List.of(), Duration.ofSeconds(14));
        Injection noticed = new Injection(
                1,
                fault,
                START,
                START.plusSeconds(14),
                START.plusSeconds(30),
                new Injection.Members(Optional.of(START.plusSeconds(11)), Optional.of(START.plusSeconds(25))),
                List.of());
        Injection untouched = new Injection(
                2,
                fault,
                START.plusSeconds(30),
                START.plusSeconds(44),
                START.plusSeconds(45),
                Injection.Members.UNTOUCHED,
                List.of("chat-2 ended by itself"));

        JsonObject json = ReportJson.of(
                new FaultTable(List.of(noticed, untouched), Verdict.unasked()),
                7,
                START,
                List.of("split in the middle"));

        assertThat(json.getBoolean("passed")).isFalse();
        assertThat(json.getJsonArray("notInjected")).containsExactly("split in the middle");
        JsonObject first = json.getJsonArray("faults").getJsonObject(0);
        assertThat(first.getLong("outAfterMillis")).isEqualTo(11_000);
        assertThat(first.getLong("wholeAgainAfterMillis")).isEqualTo(11_000);
        assertThat(json.getJsonArray("faults").getJsonObject(1).getLong("outAfterMillis"))
                .isNull();
        JsonObject row = json.getJsonArray("table").getJsonObject(0);
        assertThat(row.getString("label")).isEqualTo("SIGSTOP 14 s: chat");
        assertThat(row.getInteger("injected")).isEqualTo(2);
        assertThat(row.getInteger("out")).isEqualTo(1);
        assertThat(row.getLong("longestOutMillis")).isEqualTo(11_000);
        assertThat(row.getInteger("problems")).isEqualTo(1);
    }
}
