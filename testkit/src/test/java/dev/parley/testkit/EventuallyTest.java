package dev.parley.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class EventuallyTest {
    @Test
    void returnsAsSoonAsTheConditionHolds() {
        AtomicInteger checks = new AtomicInteger();

        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(checks.incrementAndGet()).isEqualTo(3));

        assertThat(checks).hasValue(3);
    }

    @Test
    void failsWithTheLastFailureWhenTheTimeIsOver() {
        assertThatThrownBy(() -> Eventually.within(Duration.ofMillis(50), () -> {
                    throw new java.io.IOException("away");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("still so after 50 ms")
                .hasMessageContaining("away");
    }
}
