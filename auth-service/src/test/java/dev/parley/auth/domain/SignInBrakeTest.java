package dev.parley.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInBrakeTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final SignInBrake.Options OPTIONS =
            new SignInBrake.Options(5, Duration.ofSeconds(30), Duration.ofMinutes(15), 10_000);
    private static final Username ALICE = new Username("alice");

    private final SignInBrake<Username> brake = new SignInBrake<>(OPTIONS);

    @Test
    void theFirstFailuresCostNothing() {
        fail(OPTIONS.free() - 1, START);

        assertThat(brake.admit(ALICE, START)).isEmpty();
    }

    @Test
    void afterThemEachTryWaitsTwiceAsLong() {
        fail(OPTIONS.free(), START);
        assertThat(brake.admit(ALICE, START)).contains(Duration.ofSeconds(1));

        Instant next = START.plusSeconds(1);
        assertThat(brake.admit(ALICE, next)).isEmpty();
        brake.failed(ALICE, next);

        assertThat(brake.admit(ALICE, next)).contains(Duration.ofSeconds(2));
    }

    @Test
    void noWaitIsLongerThanTheLongest() {
        fail(2_000, START);

        assertThat(brake.admit(ALICE, START)).contains(OPTIONS.longestWait());
        assertThat(brake.admit(ALICE, START.plus(OPTIONS.longestWait()))).isEmpty();
    }

    @Test
    void triesAtTheSameTimeDoNotCountAsOne() {
        fail(OPTIONS.free(), START);
        Instant next = START.plusSeconds(1);

        assertThat(brake.admit(ALICE, next)).isEmpty();
        assertThat(brake.admit(ALICE, next)).isPresent();
    }

    @Test
    void aSuccessForgetsTheFailures() {
        fail(OPTIONS.free(), START);

        brake.succeeded(ALICE);

        assertThat(brake.admit(ALICE, START)).isEmpty();
    }

    @Test
    void failuresAreForgottenWithTime() {
        fail(100, START);
        Instant later = START.plus(OPTIONS.memory()).plusMillis(1);

        assertThat(brake.admit(ALICE, later)).isEmpty();
        brake.failed(ALICE, later);

        assertThat(brake.admit(ALICE, later)).isEmpty();
    }

    @Test
    void othersAreNotSlowedDown() {
        fail(100, START);

        assertThat(brake.admit(new Username("bob"), START)).isEmpty();
    }

    @Test
    void onlySoManyNamesAreRemembered() {
        for (int i = 0; i < OPTIONS.keys() + 100; i++) {
            brake.failed(new Username("name-" + i), START);
        }

        assertThat(brake.remembered()).isEqualTo(OPTIONS.keys());
    }

    private void fail(int times, Instant now) {
        for (int i = 0; i < times; i++) {
            brake.failed(ALICE, now);
        }
    }
}
