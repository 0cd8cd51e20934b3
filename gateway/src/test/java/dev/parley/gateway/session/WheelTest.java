package dev.parley.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WheelTest {
    private final Wheel wheel = new Wheel();
    private final List<String> done = new ArrayList<>();

    @Test
    void aTaskRunsOnceAndNeverEarly() {
        wheel.after(Duration.ofMillis(250), () -> done.add("it"));

        turn(3);
        assertThat(done).isEmpty();

        turn(5);
        assertThat(done).containsExactly("it");
    }

    @Test
    void aTaskFartherAwayThanOneTurnOfTheWheelWaitsItsTurns() {
        wheel.after(Duration.ofMinutes(2), () -> done.add("late"));

        turn(1200);
        assertThat(done).isEmpty();

        turn(2);
        assertThat(done).containsExactly("late");
    }

    @Test
    void aDelayOfWholeTicksIsLateByNoMoreThanOne() {
        wheel.after(Wheel.TICK.multipliedBy(2), () -> done.add("it"));

        turn(3);

        assertThat(done).containsExactly("it");
    }

    @Test
    void aTaskDoesNotRunAgainWhenTheWheelComesRound() {
        wheel.after(Wheel.TICK, () -> done.add("it"));

        turn(2000);

        assertThat(done).containsExactly("it");
    }

    @Test
    void aCancelledTaskDoesNotRun() {
        Wheel.Entry entry = wheel.after(Duration.ofMillis(100), () -> done.add("it"));

        entry.cancel();
        turn(10);

        assertThat(done).isEmpty();
    }

    @Test
    void aTaskThatFailsDoesNotKeepTheOthersFromRunning() {
        wheel.after(Duration.ZERO, () -> {
            throw new IllegalStateException("a bug");
        });
        wheel.after(Duration.ZERO, () -> done.add("other"));

        turn(10);

        assertThat(done).containsExactly("other");
    }

    @Test
    void aTaskMayHangUpAnother() {
        wheel.after(Duration.ZERO, () -> wheel.after(Duration.ZERO, () -> done.add("second")));

        turn(10);

        assertThat(done).containsExactly("second");
    }

    private void turn(int ticks) {
        for (int tick = 0; tick < ticks; tick++) {
            wheel.turn();
        }
    }
}
