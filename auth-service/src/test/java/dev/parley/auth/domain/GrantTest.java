package dev.parley.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.domain.Grant.Verdict;
import dev.parley.contracts.model.UserId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrantTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void aFreshTokenMayBeSwapped() {
        assertThat(grant(false, false).judge(NOW)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void aTokenIsExpiredFromItsExpiryOn() {
        assertThat(grant(false, false).judge(LATER.minusMillis(1))).isEqualTo(Verdict.GOOD);
        assertThat(grant(false, false).judge(LATER)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void aSpentTokenIsReuseUntilItExpires() {
        assertThat(grant(true, false).judge(NOW)).isEqualTo(Verdict.REUSED);
        assertThat(grant(true, false).judge(LATER)).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void aTokenOfARevokedSessionIsRevokedWhateverElseItIs() {
        assertThat(grant(false, true).judge(NOW)).isEqualTo(Verdict.REVOKED);
        assertThat(grant(true, true).judge(LATER)).isEqualTo(Verdict.REVOKED);
    }

    private static Grant grant(boolean spent, boolean revoked) {
        return new Grant("hash", new Login("login", new UserId("alice"), NOW, LATER), LATER, spent, revoked);
    }
}
