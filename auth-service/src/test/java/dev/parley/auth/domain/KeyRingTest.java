package dev.parley.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ROTATED = START.plus(KeyTimes.DEFAULTS.rotation());
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final SigningKey FIRST = new SigningKey(1, "first", "{}", START);
    private static final SigningKey SECOND = new SigningKey(2, "second", "{}", ROTATED);

    @Test
    void anEmptyRingNeedsItsFirstKey() {
        KeyRing ring = ring();

        assertThat(ring.due(START)).hasValue(1);
        assertThat(ring.signer(START)).isEmpty();
    }

    @Test
    void theOnlyKeySignsAtOnce() {
        assertThat(ring(FIRST).signer(START)).contains(FIRST);
        assertThat(ring(FIRST).due(START)).isEmpty();
    }

    @Test
    void aKeyIsFollowedByTheNextAfterItsTime() {
        assertThat(ring(FIRST).due(ROTATED.minusMillis(1))).isEmpty();
        assertThat(ring(FIRST).due(ROTATED)).hasValue(2);
        assertThat(ring(FIRST, SECOND).due(ROTATED)).isEmpty();
    }

    @Test
    void aNewKeySignsOnlyAfterItHasBeenPublishedForAWhile() {
        KeyRing ring = ring(SECOND, FIRST);

        assertThat(ring.signer(ROTATED.plus(KeyTimes.DEFAULTS.lead()).minusMillis(1)))
                .contains(FIRST);
        assertThat(ring.signer(ROTATED.plus(KeyTimes.DEFAULTS.lead()))).contains(SECOND);
    }

    @Test
    void anOldKeyStaysUntilNothingThatItSignedCanBeValid() {
        KeyRing ring = ring(FIRST, SECOND);
        Instant lastTokenExpired = ROTATED.plus(KeyTimes.DEFAULTS.lead()).plus(TOKEN_LIFE);

        assertThat(ring.retired(lastTokenExpired)).isEmpty();
        assertThat(ring.retired(lastTokenExpired.plus(KeyTimes.DEFAULTS.lead()).plusMillis(1)))
                .containsExactly(FIRST);
    }

    @Test
    void theNextKeyMayBeMadeEarlyButOnlyOnceTheNewestSigns() {
        assertThat(ring().next(START)).hasValue(1);
        assertThat(ring(FIRST).next(START)).hasValue(2);
        assertThat(ring(FIRST, SECOND).next(ROTATED)).isEmpty();
        assertThat(ring(FIRST, SECOND).next(ROTATED.plus(KeyTimes.DEFAULTS.lead())))
                .hasValue(3);
    }

    @Test
    void theNewestKeyIsNeverRetired() {
        assertThat(ring(FIRST).retired(START.plus(Duration.ofDays(3650)))).isEmpty();
    }

    private static KeyRing ring(SigningKey... keys) {
        return new KeyRing(List.of(keys), TOKEN_LIFE, KeyTimes.DEFAULTS);
    }
}
