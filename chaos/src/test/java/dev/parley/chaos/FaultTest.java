package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.chaos.Fault.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultTest {
    @Test
    void allOthersLoseWhoIsKilledOrStandsStill() {
        assertThat(fault(Action.KILL, List.of("chat-1", "gateway-2"), List.of()).shrinks())
                .hasSize(6)
                .doesNotContainKeys("chat-1", "gateway-2")
                .allSatisfy((process, members) -> assertThat(members).isEqualTo(6));
        assertThat(fault(Action.PAUSE, List.of("auth-1"), List.of()).shrinks())
                .hasSize(7)
                .containsEntry("auth-2", 7);
    }

    @Test
    void theSidesOfASplitLoseEachOther() {
        Fault split = fault(
                Action.PARTITION,
                List.of("chat-1", "presence-1", "auth-1", "postgres"),
                List.of("chat-2", "presence-2", "auth-2", "gateway-1", "gateway-2"));

        assertThat(split.shrinks())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "chat-1",
                        3,
                        "presence-1",
                        3,
                        "auth-1",
                        3,
                        "chat-2",
                        5,
                        "presence-2",
                        5,
                        "auth-2",
                        5,
                        "gateway-1",
                        5,
                        "gateway-2",
                        5));
    }

    @Test
    void nobodyHasToBeLostWhereAThirdHearsBothOrOnlyTheDatabaseIsGone() {
        assertThat(fault(Action.PARTITION, List.of("gateway-1", "gateway-2"), List.of("chat-1", "chat-2"))
                        .shrinks())
                .isEmpty();
        assertThat(fault(Action.PARTITION, List.of("chat-1", "chat-2"), List.of("postgres"))
                        .shrinks())
                .isEmpty();
        assertThat(fault(Action.DATABASE_KILL, List.of("postgres"), List.of()).shrinks())
                .isEmpty();
    }

    private static Fault fault(Action action, List<String> targets, List<String> others) {
        return new Fault(action, "a fault", targets, others, Duration.ofSeconds(1));
    }
}
