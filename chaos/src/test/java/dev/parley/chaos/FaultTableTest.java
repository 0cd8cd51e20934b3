package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.chaos.Fault.Action;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultTableTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final FaultTable TABLE = new FaultTable(
            List.of(
                    noticed(injection(1, "kill -9: chat", 0, 2, 5, List.of()), 1, 4),
                    injection(2, "partition: gateway, chat", 5, 15, 18, List.of()),
                    injection(3, "kill -9: chat", 18, 20, 27, List.of("chat-2 ended by itself"))),
            new Verdict(
                    true,
                    List.of(
                            new Verdict.Wait(at(1), at(3)),
                            new Verdict.Wait(at(4), at(16)),
                            new Verdict.Wait(at(40), at(60))),
                    List.of(new Verdict.Wait(at(6), at(8))),
                    List.of(new Verdict.Wait(at(19), at(24))),
                    List.of(),
                    new JsonObject("""
                            {"held": true,
                             "presence": {"visits": 9, "longestUnseenMillis": 1200, "longestGhostMillis": 12500,
                                          "unseen": [], "ghosts": []}}
                            """)));

    @Test
    void whereNobodyJudgedNobodyKnowsWhoWaited() {
        FaultTable unjudged =
                new FaultTable(List.of(injection(1, "kill -9: chat", 0, 2, 5, List.of())), Verdict.none("nobody"));

        assertThat(unjudged.markdown())
                .contains("| kill -9: chat | 1 | - | - | 3.0 s | not known | not known | not known | 0 |");
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
                .contains("| kill -9: chat | 2 | 1.0 s (1 of 2) | 2.0 s (1 of 2) | 7.0 s | 2.0 s | < 1 s | 5.0 s | 1 |")
                .contains("| partition: gateway, chat | 1 | - | - | 3.0 s |")
                .contains("| **all** | 3 |");
    }

    @Test
    void everyRowHasAsManyCellsAsTheHead() {
        assertThat(TABLE.markdown()
                        .lines()
                        .map(line -> line.chars().filter(c -> c == '|').count()))
                .containsOnly(10L);
    }

    @Test
    void aTimeBeforeTheEndOfTheFaultCountsAsNone() {
        Injection early = noticed(injection(1, "kill -9: chat", 10, 20, 25, List.of()), 9, 15);

        assertThat(early.outAfter()).contains(Duration.ZERO);
        assertThat(early.wholeAfter()).contains(Duration.ZERO);
    }

    @Test
    void aRunWithoutFaultsIsNoPass() {
        FaultTable empty = new FaultTable(List.of(), Verdict.unasked());

        assertThat(empty.passed()).isFalse();
        assertThat(empty.summary()).contains("no fault was injected");
    }

    @Test
    void aRunPassesWhereTheClusterRecoveredFromEveryFaultAndNoPromiseWasBroken() {
        List<Injection> well = List.of(injection(1, "kill -9: chat", 0, 2, 5, List.of()));

        assertThat(new FaultTable(well, Verdict.unasked()).passed()).isTrue();
        assertThat(new FaultTable(well, Verdict.none("no verdict")).passed()).isFalse();
        assertThat(TABLE.passed()).as("where chat-2 ended by itself").isFalse();
    }

    @Test
    void whatWasSeenOfPresenceIsToldOfTheWholeRun() {
        assertThat(TABLE.summary())
                .containsExactly("presence: 9 visits, unseen for 1.2 s and a ghost for 12.5 s at the longest");
    }

    private static Injection noticed(Injection injection, int out, int whole) {
        return new Injection(
                injection.number(),
                injection.fault(),
                injection.from(),
                injection.ended(),
                injection.recovered(),
                new Injection.Members(Optional.of(at(out)), Optional.of(at(whole))),
                injection.problems());
    }

    private static Injection injection(
            int number, String label, int from, int ended, int recovered, List<String> problems) {
        Fault fault = new Fault(Action.KILL, label, List.of("chat-1"), List.of(), Duration.ZERO);
        return new Injection(number, fault, at(from), at(ended), at(recovered), Injection.Members.UNTOUCHED, problems);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
