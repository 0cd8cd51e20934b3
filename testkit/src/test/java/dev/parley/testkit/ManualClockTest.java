package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    @Test
    void standsStillUntilItIsToldToGoOn() {
        ManualClock clock = ManualClock.atNewYear();

        assertThat(clock.advance(Duration.ofSeconds(6))).isEqualTo(clock.instant());
        assertThat(clock.instant()).hasToString("2026-01-01T00:00:06Z");
    }
}
