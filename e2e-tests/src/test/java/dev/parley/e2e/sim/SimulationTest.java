package dev.parley.e2e.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The same seeds in every build, others by hand: {@code -Dsim.runs=10000 -Dsim.seed=1}, where the second is the first
 * seed of them (docs/testing.md, "Simulation").
 */
class SimulationTest {
    private static final Logger LOG = LoggerFactory.getLogger(SimulationTest.class);
    /** Runs in which everything happens. */
    private static final int ENOUGH = 40;

    private static final int RUNS = Integer.getInteger("sim.runs", ENOUGH);
    private static final long FIRST = Long.getLong("sim.seed", 1);

    @Test
    void whateverGoesWrongNothingIsLostRepeatedOrReordered() {
        long receipts = 0;
        long deliveries = 0;
        Tally tally = new Tally();
        for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
            Simulation simulation = new Simulation(seed, EnumSet.noneOf(Breakage.class));
            History history = simulation.play();
            assertThat(history.violations())
                    .as("with -Dsim.seed=%d -Dsim.runs=1", seed)
                    .isEmpty();
            receipts += history.receipts();
            deliveries += history.deliveries();
            tally.addAll(simulation.tally());
        }
        LOG.atInfo()
                .addKeyValue("runs", RUNS)
                .addKeyValue("receipts", receipts)
                .addKeyValue("deliveries", deliveries)
                .addKeyValue("happened", tally.counts())
                .log("simulated");
        assertThat(receipts).isGreaterThan(50L * RUNS);
        assertThat(deliveries).isGreaterThan(200L * RUNS);
        if (RUNS >= ENOUGH) {
            assertThat(tally.counts()).as("everything that it is about").containsOnlyKeys(Happening.values());
        }
    }
}
