package dev.parley.gateway.identity;

import static dev.parley.gateway.identity.AuthService.ALICE;
import static dev.parley.gateway.identity.AuthService.BOB;
import static dev.parley.gateway.identity.AuthService.DOTTED_PASSWORD;
import static dev.parley.gateway.identity.AuthService.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.TestEdge;
import dev.parley.testkit.ManualClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
    private final TestKey key = new TestKey("k1");
    private final TestEdge edge = new TestEdge(1);
    private final ManualClock clock = ManualClock.atNewYear();
    private final String alices = key.token(ALICE, clock.instant().plus(Duration.ofMinutes(10)));
    private final String bobs = key.token(BOB, clock.instant().plus(Duration.ofMinutes(10)));
    private final Authenticator strict = authenticator(false);
    private final Authenticator withGuests = authenticator(true);

    private Authenticator authenticator(boolean guests) {
        IdentityOptions options = new IdentityOptions(guests, "parley", "parley");
        SigningKeyCache keys = new SigningKeyCache(edge.edge(), edge.edgeBus(), options);
        return new Authenticator(edge.edgeBus(), new TokenVerifier(keys, new RevokedLogins(), clock), options);
    }

    @BeforeEach
    void theAuthServiceRuns() {
        AuthService.serving(edge, TestKey.jwks(key));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    private Identity identity(@Nullable String authorization, @Nullable String login, @Nullable String passcode) {
        return edge.on(() -> strict.authenticate(authorization, login, passcode));
    }

    private ErrorCode refusal(@Nullable String authorization, @Nullable String login, @Nullable String passcode) {
        return edge.refusalOf(() -> withGuests.authenticate(authorization, login, passcode))
                .code();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "Bearer   "})
    void aBearerTokenIsBelieved(String scheme) {
        assertThat(identity(scheme + alices, null, null).actor()).isEqualTo(ALICE);
    }

    @Test
    void aTokenAsThePasscodeIsBelievedWhateverTheLogin() {
        assertThat(identity(null, "whoever", alices).actor()).isEqualTo(ALICE);
        assertThat(identity(null, null, alices).actor()).isEqualTo(ALICE);
    }

    @Test
    void aNameAndItsPasswordAreBelieved() {
        assertThat(identity(null, "alice", PASSWORD)).isEqualTo(Identity.without(ALICE));
    }

    @Test
    void aPasswordWithDotsIsNoToken() {
        assertThat(identity(null, "alice", DOTTED_PASSWORD)).isEqualTo(Identity.without(ALICE));
    }

    @Test
    void theHeaderComesBeforeThePasscode() {
        assertThat(identity("Bearer " + bobs, "alice", alices).actor()).isEqualTo(BOB);
        assertThat(identity("Bearer " + bobs, "alice", PASSWORD).actor()).isEqualTo(BOB);
    }

    @Test
    void aWrongHeaderIsNotMadeGoodByWhatComesAfterIt() {
        assertThat(refusal("Bearer wrong", "alice", PASSWORD)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal("Bearer ", "alice", alices)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal("Basic YWxpY2U6eA==", "alice", PASSWORD)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal("", "alice", PASSWORD)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(alices, null, null)).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThat(refusal(null, "alice", "wrong")).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void halfOfThePairIsRefusedAndNoGuest() {
        assertThat(refusal(null, "alice", null)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(refusal(null, null, PASSWORD)).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void whoGivesNothingIsAGuestWhereGuestsAreAllowed() {
        Identity guest = edge.on(() -> withGuests.authenticate(null, null, null));
        Identity another = edge.on(() -> withGuests.authenticate(null, null, null));

        assertThat(guest.actor().roles()).containsExactly(Actor.GUEST);
        assertThat(guest.actor().username()).startsWith("guest-").matches("[a-z0-9._-]{3,32}");
        assertThat(guest.loginId()).isEmpty();
        assertThat(guest.expiresAt()).isEmpty();
        assertThat(guest.actor().id()).isNotEqualTo(another.actor().id());
        assertThat(guest.actor().username()).isNotEqualTo(another.actor().username());
    }

    @Test
    void whoGivesNothingIsRefusedWhereGuestsAreNot() {
        assertThat(edge.refusalOf(() -> strict.authenticate(null, null, null)).code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
    }
}
