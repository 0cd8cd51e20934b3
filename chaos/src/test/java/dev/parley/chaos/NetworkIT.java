package dev.parley.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NetworkIT {
    @Test
    void aCutLosesWhatPassesBetweenTheTwoSidesAndNothingElseUntilItIsHealed() throws IOException {
        assumeThat(Isolation.isPermitted()).as("may make namespaces").isTrue();

        Process probe = new ProcessBuilder(Isolation.command(NetworkProbe.class))
                .redirectErrorStream(true)
                .start();

        assertThat(new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .containsExactly("before true true", "cut false true", "healed true true");
    }
}
