package dev.parley.gateway.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingBudgetTest {
    private static int taken(PingBudget budget, Duration now) {
        int taken = 0;
        while (budget.take(now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void holdsThreeSecondsOfItsRate() {
        assertThat(taken(new PingBudget(20), Duration.ofHours(1))).isEqualTo(60);
    }

    @Test
    void fillsWithTheTime() {
        PingBudget budget = new PingBudget(20);
        taken(budget, Duration.ZERO);

        assertThat(taken(budget, Duration.ofMillis(100))).isEqualTo(2);
        assertThat(taken(budget, Duration.ofMillis(1100))).isEqualTo(20);
        assertThat(taken(budget, Duration.ofHours(1))).isEqualTo(60);
    }
}
