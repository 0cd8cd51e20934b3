package dev.parley.verify.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.verify.judge.Waits.Wait;
import org.junit.jupiter.api.Test;

class WaitsTest {
    private final Waits waits = new Waits();

    @Test
    void ofASecondAndLessAreNotListed() {
        waits.add(new Wait(0, 1000, "one", "one"));

        assertThat(waits.longest()).isEqualTo(1000);
        assertThat(waits.stretches()).isEmpty();
    }

    @Test
    void thatOverlapAreOneStretch() {
        waits.add(new Wait(1000, 5000, "one", "two"));
        waits.add(new Wait(2000, 5001, "two", "two"));
        waits.add(new Wait(9000, 10_500, "two", "one"));

        assertThat(waits.stretches())
                .containsExactly(new Wait(1000, 5001, "one", "two"), new Wait(9000, 10_500, "two", "one"));
        assertThat(waits.longest()).isEqualTo(4000);
    }

    @Test
    void areCountedWhereTheyAreTooMany() {
        for (int i = 0; i < 600; i++) {
            waits.add(new Wait(i * 3000L, i * 3000L + 2000, "one", "one"));
        }

        assertThat(waits.stretches()).hasSize(500);
        assertThat(waits.dropped()).isEqualTo(100);
    }
}
