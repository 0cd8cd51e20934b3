package dev.parley.gateway.identity;

import static dev.parley.gateway.identity.AuthService.ALICE;
import static dev.parley.gateway.identity.AuthService.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private final Identity byToken = new Identity(ALICE, Optional.of("l1"), Optional.of(Instant.EPOCH));
    private final Identity byPassword = Identity.without(ALICE);

    @Test
    void whatCameInAnEraEndsWithTheNextOne() {
        Identity second = new Identity(ALICE, Optional.of("l1"), Optional.empty(), Optional.of("t1"), 2);

        assertThat(second.isEndedBy(new LoginRevoked(ALICE.id(), null, null, null, 2)))
                .isFalse();
        assertThat(second.isEndedBy(new LoginRevoked(ALICE.id(), null, null, null, 3)))
                .isTrue();
        assertThat(second.isEndedBy(new LoginRevoked(ALICE.id(), null, "l1", null, 3)))
                .isFalse();
        assertThat(second.isEndedBy(new LoginRevoked(ALICE.id(), null, null))).isTrue();
        assertThat(second.isEndedBy(new LoginRevoked(ALICE.id(), null, null, "t1", 0)))
                .isTrue();
        assertThat(second.isEndedBy(new LoginRevoked(ALICE.id(), null, null, "t2", 0)))
                .isFalse();
    }

    @Test
    void aRevokedLoginEndsItsOwnConnectionsOnly() {
        assertThat(byToken.isEndedBy(new LoginRevoked(ALICE.id(), "l1", null))).isTrue();
        assertThat(byToken.isEndedBy(new LoginRevoked(ALICE.id(), "l2", null))).isFalse();
        assertThat(byPassword.isEndedBy(new LoginRevoked(ALICE.id(), "l1", null)))
                .isFalse();
    }

    @Test
    void aRevokedUserLosesEveryConnection() {
        LoginRevoked everything = new LoginRevoked(ALICE.id(), null, null);

        assertThat(byToken.isEndedBy(everything)).isTrue();
        assertThat(byPassword.isEndedBy(everything)).isTrue();
    }

    @Test
    void theSparedLoginLives() {
        LoginRevoked allButOne = new LoginRevoked(ALICE.id(), null, "l1");

        assertThat(byToken.isEndedBy(allButOne)).isFalse();
        assertThat(byPassword.isEndedBy(allButOne)).isTrue();
    }

    @Test
    void nobodyElseIsTouched() {
        assertThat(byToken.isEndedBy(new LoginRevoked(BOB.id(), null, null))).isFalse();
        assertThat(byToken.isEndedBy(new LoginRevoked(BOB.id(), "l1", null))).isFalse();
    }

    @Test
    void whatNoRevocationCanTakeIsAGuestWithoutAToken() {
        Actor guest = new Actor(new UserId("g1"), "guest-1", "guest-1", Set.of(Actor.GUEST));

        assertThat(Identity.without(guest).canBeEnded()).isFalse();
        assertThat(new Identity(guest, Optional.of("l1"), Optional.empty()).canBeEnded())
                .isTrue();
        assertThat(byPassword.canBeEnded()).isTrue();
        assertThat(byToken.canBeEnded()).isTrue();
    }
}
