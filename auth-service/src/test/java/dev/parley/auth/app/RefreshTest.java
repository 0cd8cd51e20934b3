package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.RefreshToken;
import dev.parley.contracts.auth.LoginEnded;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefreshTest {
    private final World world = new World();
    private final Tokens first = world.registered("alice");
    private final LoginRevoked ended = new LoginRevoked(first.user().id(), World.loginOf(first), null);

    @Test
    void aRefreshTokenIsSwappedForNewTokensOfTheSameSession() {
        Tokens second = Answers.of(world.refresh(first));

        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(World.loginOf(second)).isEqualTo(World.loginOf(first));
        assertThat(second.user()).isEqualTo(first.user());
        assertThat(world.announced).isEmpty();
    }

    @Test
    void reuseRevokesTheSessionAndTellsTheGateways() {
        Tokens second = Answers.of(world.refresh(first));

        assertThat(Answers.refusal(() -> world.refresh(first)).code()).isEqualTo(ErrorCode.REVOKED);

        assertThat(world.announced).containsExactly(ended);
        assertThat(Answers.refusal(() -> world.refresh(second)).code()).isEqualTo(ErrorCode.REVOKED);
    }

    @Test
    void reuseEndsNoOtherSession() {
        Tokens other = Answers.of(world.signIn("alice", World.PASSWORD));
        Answers.of(world.refresh(first));

        Answers.refusal(() -> world.refresh(first));

        assertThat(Answers.of(world.refresh(other)).user()).isEqualTo(first.user());
    }

    @Test
    void theLoserOfARaceIsReuse() {
        Grant seenByBoth = Answers.of(
                        world.store.find(new RefreshToken(first.refreshToken().value()).hash()))
                .orElseThrow();
        Answers.of(world.refresh(first));

        Optional<Tokens> loser = Answers.of(world.sessions.carryOn(account(), seenByBoth));

        assertThat(loser).isEmpty();
    }

    @Test
    void anUnusedSessionEndsWithItsRefreshToken() {
        world.clock.advance(World.REFRESH_LIFE.minusMillis(1));
        Tokens second = Answers.of(world.refresh(first));

        world.clock.advance(World.REFRESH_LIFE);

        assertThat(Answers.refusal(() -> world.refresh(second)).code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(world.announced).isEmpty();
    }

    @Test
    void whatIsNoRefreshTokenIsUnauthenticated() {
        for (String unknown : new String[] {"", "unknown", "x".repeat(10_000)}) {
            assertThat(Answers.refusal(() -> world.refresh(new Secret(unknown))).code())
                    .isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }

    @Test
    void logoutEndsTheSession() {
        LoginEnded done = Answers.of(logout(first.refreshToken()));

        assertThat(done).isEqualTo(new LoginEnded());
        assertThat(world.announced).containsExactly(ended);
        assertThat(Answers.refusal(() -> world.refresh(first)).code()).isEqualTo(ErrorCode.REVOKED);
    }

    @Test
    void logoutOfAnUnknownTokenIsNoError() {
        Answers.of(logout(new Secret("unknown")));
        Answers.of(logout(new Secret("")));

        assertThat(world.announced).isEmpty();
    }

    private io.vertx.core.Future<LoginEnded> logout(Secret token) {
        return new LogoutUseCase(world.ports, world.sessions).run(new Logout(token, null));
    }

    private dev.parley.auth.domain.Account account() {
        return Answers.of(world.store.byId(first.user().id())).orElseThrow();
    }
}
