package dev.parley.e2e.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seed that failed fails again. */
class DeterminismTest {
    @Test
    void theSameSeedIsTheSameRun() {
        assertThat(run(7)).isEqualTo(run(7));
    }

    private static List<Integer> run(long seed) {
        History history = new Simulation(seed, EnumSet.of(Breakage.NO_FENCING)).play();
        return List.of(
                history.receipts(), history.deliveries(), history.violations().size());
    }
}
