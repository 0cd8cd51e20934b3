package dev.parley.e2e.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds out about what is missing: a check that cannot fail is none. */
class BrokenBuildTest {
    private static final int SEEDS = 60;

    @ParameterizedTest
    @EnumSource
    void whatIsMissingIsNoticed(Breakage missing) {
        assertThat(LongStream.rangeClosed(1, SEEDS)
                        .filter(seed -> !new Simulation(seed, EnumSet.of(missing))
                                .play()
                                .violations()
                                .isEmpty())
                        .findFirst())
                .as("a seed of the first %d notices %s", SEEDS, missing)
                .isPresent();
    }
}
