package dev.parley.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.TestEdge;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionsTest {
    private static final AdmitExternal CAROL = new AdmitExternal("https://id.example", "s-1", "carol", "Carol");
    private static final AdmitExternal ELSEWHERE = new AdmitExternal("https://other.example", "s-1", "carol", "Carol");
    private static final Duration KEEP = Duration.ofHours(1);

    private final TestEdge edge = new TestEdge(1);
    private final AuthService auth = AuthService.serving(edge, TestKey.jwks(new TestKey("k1")));
    private final AtomicLong nanoTime = new AtomicLong(42);
    private final Admissions admissions = new Admissions(edge.edgeBus(), KEEP, nanoTime::get);

    @AfterEach
    void close() {
        edge.close();
    }

    private Actor admitted(AdmitExternal ask) {
        return edge.on(() -> admissions.admit(ask)).actor();
    }

    private ErrorCode refusal() {
        return edge.refusalOf(() -> admissions.admit(CAROL)).code();
    }

    @Test
    void somebodyIsAskedAboutOnceInAMinute() {
        Actor first = admitted(CAROL);
        assertThat(admitted(CAROL)).isEqualTo(first);
        assertThat(auth.admitted()).containsExactly(CAROL);

        nanoTime.addAndGet(Admissions.FRESH.toNanos());

        assertThat(admitted(CAROL)).isEqualTo(first);
        assertThat(auth.admitted()).containsExactly(CAROL, CAROL);
    }

    @Test
    void theSameSubjectElsewhereIsSomebodyElse() {
        assertThat(admitted(CAROL).id()).isNotEqualTo(admitted(ELSEWHERE).id());
    }

    @Test
    void whoIsKnownComesInWhileTheAuthServiceIsAwayButNotForEver() {
        Actor carol = admitted(CAROL);
        auth.goAway();
        nanoTime.addAndGet(KEEP.toNanos() - 1);
        assertThat(admitted(CAROL)).isEqualTo(carol);

        nanoTime.addAndGet(1);

        assertThat(refusal()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void whoIsNotKnownWaitsForTheAuthService() {
        auth.goAway();

        assertThat(refusal()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aRevocationIsNotKeptFromAnybodyByTheMinute() {
        Actor carol = admitted(CAROL);
        auth.turnAway();
        assertThat(admitted(CAROL)).isEqualTo(carol);

        edge.run(() -> admissions.forget(carol.id()));

        assertThat(refusal()).isEqualTo(ErrorCode.REVOKED);
    }

    @Test
    void whoIsRefusedIsNotAdmittedByWhatWasKnownBefore() {
        admitted(CAROL);
        auth.turnAway();
        nanoTime.addAndGet(Admissions.FRESH.toNanos());
        assertThat(refusal()).isEqualTo(ErrorCode.REVOKED);

        auth.goAway();

        assertThat(refusal()).isEqualTo(ErrorCode.UNAVAILABLE);
    }
}
