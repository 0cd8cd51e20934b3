package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.Fault.Action;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final int ROUND = 37;
    private static final List<String> PROCESSES = Service.all();

    @Test
    void theSameSeedGivesTheSamePlan() {
        assertThat(faults(7, 3 * ROUND)).isEqualTo(faults(7, 3 * ROUND));
    }

    @Test
    void anotherSeedGivesAnotherPlan() {
        assertThat(faults(7, ROUND)).isNotEqualTo(faults(8, ROUND));
    }

    @Test
    void aRoundHasEveryKindOfFault() {
        List<Fault> round = faults(7, ROUND);

        assertThat(round).extracting(Fault::action).contains(Action.values());
        assertThat(round)
                .extracting(Fault::label)
                .contains("kill -9: chat", "kill -9: presence", "kill -9: auth", "kill -9: gateway")
                .contains("kill -9: two at once", "split in the middle")
                .contains("SIGSTOP 20 s: chat", "SIGSTOP 20 s: presence", "SIGSTOP 20 s: auth", "SIGSTOP 20 s: gateway")
                .contains("partition: presence, chat", "partition: auth, chat", "partition: gateway, chat")
                .contains("partition: auth, presence", "partition: gateway, presence", "partition: gateway, auth")
                .contains("partition: chat, postgres", "partition: auth, postgres");
    }

    @Test
    void inEachRoundAnOwnerOfRoomsStandsStillForAMinuteAndSoDoesAnother() {
        assertThat(faults(7, ROUND))
                .extracting(Fault::label)
                .filteredOn(label -> label.startsWith("SIGSTOP 60 s"))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .contains("SIGSTOP 60 s: chat");
    }

    @Test
    void theBriefPlanHasEveryKillASplitAPauseADatabaseThatDiesAndEveryProcessReplaced() {
        List<Fault> brief = Plan.brief();

        assertThat(brief)
                .extracting(Fault::label)
                .contains("kill -9: chat", "kill -9: presence", "kill -9: auth", "kill -9: gateway")
                .contains("kill -9: two at once", "SIGSTOP 14 s: chat", "split in the middle", "PostgreSQL: kill -9");
        assertThat(brief)
                .filteredOn(fault -> fault.action() == Action.REPLACE)
                .flatExtracting(Fault::targets)
                .isEqualTo(PROCESSES);
        assertThat(brief)
                .filteredOn(Fault::noticed)
                .extracting(Fault::action)
                .contains(Action.KILL, Action.PAUSE, Action.PARTITION);
    }

    @Test
    void whatIsToBeNoticedChangesListsOfMembers() {
        assertThat(Plan.brief())
                .filteredOn(Fault::noticed)
                .allSatisfy(fault -> assertThat(fault.shrinks()).isNotEmpty());
    }

    @Test
    void aRollingUpdateReplacesEveryProcessOneAfterTheOtherChatBeforeGateways() {
        List<Fault> round = faults(7, ROUND);
        List<Fault> update =
                round.stream().filter(fault -> fault.action() == Action.REPLACE).toList();

        assertThat(update).flatExtracting(Fault::targets).isEqualTo(PROCESSES);
        int first = round.indexOf(update.get(0));
        assertThat(round.subList(first, first + update.size())).isEqualTo(update);
        assertThat(PROCESSES.indexOf("chat-2")).isLessThan(PROCESSES.indexOf("gateway-1"));
    }

    @Test
    void twoAtOnceAreTwo() {
        assertThat(faults(7, 5 * ROUND))
                .filteredOn(fault -> fault.label().equals("kill -9: two at once"))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.targets())
                        .hasSize(2)
                        .doesNotHaveDuplicates()
                        .isSubsetOf(PROCESSES));
    }

    @Test
    void aSplitHasHalfOfEachKindOnEachSideAndTheDatabaseOnOne() {
        assertThat(faults(7, 3 * ROUND))
                .filteredOn(fault -> fault.label().equals("split in the middle"))
                .isNotEmpty()
                .allSatisfy(fault -> {
                    assertThat(fault.targets()).contains("chat-1", "gateway-1").doesNotContain("chat-2");
                    assertThat(fault.others()).contains("chat-2", "gateway-2").doesNotContain("chat-1");
                    assertThat(fault.targets().contains("postgres"))
                            .isNotEqualTo(fault.others().contains("postgres"));
                });
    }

    private static List<Fault> faults(long seed, int count) {
        Plan plan = new Plan(seed);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < count) {
            faults.add(plan.next());
        }
        return faults;
    }
}
