package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.chaos.Fault.Action;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultTableTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final FaultTable TABLE = new FaultTable(
            List.of(
                    injection(1, "kill -9: chat", 0, 2, 5, List.of()),
                    injection(2, "partition: gateway, chat", 5, 15, 18, List.of()),
                    injection(3, "kill -9: chat", 18, 20, 27, List.of("chat-2 ended by itself"))),
            new Verdict(
                    true,
                    List.of(
                            new Verdict.Wait(at(1), at(3)),
                            new Verdict.Wait(at(4), at(16)),
                            new Verdict.Wait(at(40), at(60))),
                    List.of(new Verdict.Wait(at(6), at(8))),
                    List.of(),
                    new JsonObject().put("held", true)));

    @Test
    void whereNobodyJudgedNobodyKnowsWhoWaited() {
        FaultTable unjudged =
                new FaultTable(List.of(injection(1, "kill -9: chat", 0, 2, 5, List.of())), Verdict.none("nobody"));

        assertThat(unjudged.markdown()).contains("| kill -9: chat | 1 | 3.0 s | not known | not known | 0 |");
    }

    @Test
    void aRowCountsTheFaultsOfItsKind() {
        assertThat(TABLE.rows())
                .extracting(FaultTable.Row::label, FaultTable.Row::injected, FaultTable.Row::problems)
                .containsExactly(
                        tuple("kill -9: chat", 2, 1), tuple("partition: gateway, chat", 1, 0), tuple("no fault", 0, 0));
    }

    @Test
    void aWaitCountsForTheFaultThatItFellIntoMost() {
        assertThat(TABLE.rows())
                .extracting(FaultTable.Row::reading, FaultTable.Row::answering)
                .containsExactly(
                        tuple(Duration.ofSeconds(2), Duration.ZERO),
                        tuple(Duration.ofSeconds(12), Duration.ofSeconds(2)),
                        tuple(Duration.ofSeconds(20), Duration.ZERO));
    }

    @Test
    void aRecoveryIsFromTheEndOfTheFault() {
        assertThat(TABLE.rows())
                .extracting(FaultTable.Row::recovery)
                .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(3), Duration.ZERO);
    }

    @Test
    void theTableSaysHowManyThereWereInAll() {
        assertThat(TABLE.markdown())
                .contains("| kill -9: chat | 2 | 7.0 s | 2.0 s | < 1 s | 1 |")
                .contains("| **all** | 3 |");
    }

    private static Injection injection(
            int number, String label, int from, int ended, int recovered, List<String> problems) {
        Fault fault = new Fault(Action.KILL, label, List.of("chat-1"), List.of(), Duration.ZERO);
        return new Injection(number, fault, at(from), at(ended), at(recovered), problems);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
