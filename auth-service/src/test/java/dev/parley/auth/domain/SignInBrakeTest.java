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

        assertThat(brake.waitOf(ALICE, START)).isEmpty();
    }

    @Test
    void afterThemEachTryWaitsTwiceAsLong() {
        fail(OPTIONS.free(), START);
        assertThat(brake.waitOf(ALICE, START)).contains(Duration.ofSeconds(1));

        Instant next = START.plusSeconds(1);
        assertThat(brake.waitOf(ALICE, next)).isEmpty();
        brake.failed(ALICE, next);

        assertThat(brake.waitOf(ALICE, next)).contains(Duration.ofSeconds(2));
    }

    @Test
    void noWaitIsLongerThanTheLongest() {
        fail(2_000, START);

        assertThat(brake.waitOf(ALICE, START)).contains(OPTIONS.longestWait());
        assertThat(brake.waitOf(ALICE, START.plus(OPTIONS.longestWait()))).isEmpty();
    }

    @Test
    void triesAtTheSameTimeDoNotCountAsOne() {
        fail(OPTIONS.free(), START);
        Instant next = START.plusSeconds(1);

        assertThat(brake.waitOf(ALICE, next)).isEmpty();
        brake.begin(ALICE, next);

        assertThat(brake.waitOf(ALICE, next)).isPresent();
    }

    @Test
    void whatIsUnderWayCountsAsIfItHadFailed() {
        for (int i = 0; i < OPTIONS.free(); i++) {
            assertThat(brake.waitOf(ALICE, START)).isEmpty();
            brake.begin(ALICE, START);
        }

        assertThat(brake.waitOf(ALICE, START)).contains(Duration.ofSeconds(1));
    }

    @Test
    void whatIsOverCountsAsWhatItCameTo() {
        for (int i = 0; i < OPTIONS.free(); i++) {
            brake.begin(ALICE, START);
            brake.end(ALICE);
        }

        assertThat(brake.waitOf(ALICE, START)).isEmpty();
        assertThat(brake.remembered()).isZero();
    }

    @Test
    void aTryThatFailedIsCountedOnce() {
        for (int i = 0; i < OPTIONS.free(); i++) {
            brake.begin(ALICE, START);
            brake.end(ALICE);
            brake.failed(ALICE, START);
        }

        assertThat(brake.waitOf(ALICE, START)).contains(Duration.ofSeconds(1));
    }

    @Test
    void whoOnlyAsksChangesNothing() {
        fail(OPTIONS.free(), START);
        Instant next = START.plusSeconds(1);

        for (int i = 0; i < 100; i++) {
            assertThat(brake.waitOf(ALICE, START)).contains(Duration.ofSeconds(1));
        }

        assertThat(brake.waitOf(ALICE, next)).isEmpty();
    }

    @Test
    void ofManyRefusalsOneIsTheFirst() {
        fail(OPTIONS.free(), START);
        assertThat(brake.isFirstRefusal(ALICE)).isTrue();
        assertThat(brake.isFirstRefusal(ALICE)).isFalse();

        brake.begin(ALICE, START.plusSeconds(1));

        assertThat(brake.isFirstRefusal(ALICE)).isTrue();
    }

    @Test
    void aSuccessForgetsTheFailures() {
        fail(OPTIONS.free(), START);

        brake.succeeded(ALICE);

        assertThat(brake.waitOf(ALICE, START)).isEmpty();
    }

    @Test
    void failuresAreForgottenWithTime() {
        fail(100, START);
        Instant later = START.plus(OPTIONS.memory()).plusMillis(1);

        assertThat(brake.waitOf(ALICE, later)).isEmpty();
        brake.failed(ALICE, later);

        assertThat(brake.waitOf(ALICE, later)).isEmpty();
    }

    @Test
    void othersAreNotSlowedDown() {
        fail(100, START);

        assertThat(brake.waitOf(new Username("bob"), START)).isEmpty();
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
