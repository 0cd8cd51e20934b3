package dev.parley.gateway.identity;

import static dev.parley.gateway.identity.AuthService.ALICE;
import static dev.parley.gateway.identity.AuthService.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevokedLoginsTest {
    private final ManualClock clock = ManualClock.atNewYear();
    private final RevokedLogins revoked = new RevokedLogins(new RevocationOptions(Duration.ofSeconds(1), 3), clock);

    @Test
    void howeverManyWaitForWhatWasRevokedBeforeTheyWaitTogether() {
        Future<Void> one = revoked.ready();

        assertThat(revoked.ready()).isSameAs(one);
        revoked.earlierAreKnown();
        assertThat(one.succeeded()).isTrue();
        assertThat(revoked.ready().succeeded()).isTrue();
    }

    @Test
    void whatCannotMatterAnyMoreIsForgotten() {
        add("old", Duration.ofMinutes(1));
        assertThat(revoked.take(of("old"))).isTrue();

        clock.advance(Duration.ofMinutes(1));

        assertThat(revoked.take(of("old"))).isFalse();
        add("new", Duration.ofMinutes(1));
        assertThat(revoked.size()).isEqualTo(1);
    }

    @Test
    void onlySoManyAreRememberedTheNewestOnes() {
        for (int i = 0; i < 5; i++) {
            add("login-" + i, Duration.ofMinutes(1));
        }

        assertThat(revoked.size()).isEqualTo(3);
        assertThat(revoked.take(of("login-1"))).isFalse();
        assertThat(revoked.take(of("login-4"))).isTrue();
    }

    @Test
    void tokensOfOneIdAreRevokedForEachOfTheirOwners() {
        revoked.add(new LoginRevoked(ALICE.id(), null, null, "1", 0));
        revoked.add(new LoginRevoked(BOB.id(), null, null, "1", 0));

        assertThat(revoked.take(byToken(ALICE))).isTrue();
        assertThat(revoked.take(byToken(BOB))).isTrue();
    }

    private static Identity byToken(Actor actor) {
        return new Identity(actor, Optional.empty(), Optional.empty(), Optional.of("1"), 0);
    }

    @Test
    void usersDoNotPushLoginSessionsOut() {
        add("login", Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            revoked.add(new LoginRevoked(new UserId("user-" + i), null, null));
        }

        assertThat(revoked.take(of("login"))).isTrue();
        assertThat(revoked.size()).isEqualTo(4);
    }

    @Test
    void anEarlierEraThatIsHeardOfLateDoesNotReplaceALaterOne() {
        revoked.add(new LoginRevoked(ALICE.id(), null, null, null, 3));
        revoked.add(new LoginRevoked(ALICE.id(), null, null, null, 2));

        assertThat(revoked.take(Identity.without(ALICE, 2))).isTrue();
        assertThat(revoked.take(Identity.without(ALICE, 3))).isFalse();

        revoked.add(new LoginRevoked(ALICE.id(), null, null));
        revoked.add(new LoginRevoked(ALICE.id(), null, null, null, 4));

        assertThat(revoked.take(Identity.without(ALICE, 9)))
                .as("of one who is gone")
                .isTrue();
    }

    @Test
    void whatIsHeardAfterItWasListedMattersAsLongAsListed() {
        add("old", Duration.ofMinutes(1));
        listAll(3, Duration.ofMinutes(1));
        revoked.add(new LoginRevoked(ALICE.id(), "old", null));
        revoked.add(new LoginRevoked(ALICE.id(), null, null, null, 3));
        clock.advance(Duration.ofMinutes(1));

        add("new", Duration.ofMinutes(1));
        revoked.add(new LoginRevoked(BOB.id(), null, null));

        assertThat(revoked.size()).isEqualTo(2);
    }

    @Test
    void whatIsListedAfterItWasHeardMattersAsLongAsListed() {
        revoked.add(new LoginRevoked(ALICE.id(), "old", null));
        revoked.add(new LoginRevoked(ALICE.id(), null, null));
        add("old", Duration.ofMinutes(1));
        listAll(0, Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));

        add("new", Duration.ofMinutes(1));
        revoked.add(new LoginRevoked(BOB.id(), null, null));

        assertThat(revoked.size()).isEqualTo(2);
    }

    private void listAll(long era, Duration matters) {
        long until = clock.instant().plus(matters).toEpochMilli();
        revoked.add(new NumberedRevocation(1, until, new LoginRevoked(ALICE.id(), null, null, null, era)));
    }

    private void add(String login, Duration matters) {
        long until = clock.instant().plus(matters).toEpochMilli();
        revoked.add(new NumberedRevocation(1, until, new LoginRevoked(ALICE.id(), login, null)));
    }

    private static Identity of(String login) {
        return new Identity(ALICE, Optional.of(login), Optional.empty());
    }
}
