package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.Tokens;
import org.junit.jupiter.api.Test;

class CaretakerTest {
    private final World world = new World();
    private final Caretaker caretaker = new Caretaker(world.ports);

    @Test
    void aRevocationIsToldAgainForAWhile() {
        Tokens tokens = world.registered("alice");
        world.registered("bobby");
        Answers.of(new LogoutUseCase(world.ports, world.sessions).run(new Logout(tokens.refreshToken())));
        world.announced.clear();

        for (int round = 0; round < 10; round++) {
            world.clock.advance(Caretaker.REPEAT_EVERY);
            Answers.of(caretaker.repeatRevocations());
        }

        assertThat(world.announced)
                .hasSize(3)
                .containsOnly(new LoginRevoked(tokens.user().id(), World.loginOf(tokens), null));
    }

    @Test
    void whatHasExpiredIsRemovedAndPeopleStay() {
        Tokens tokens = world.registered("alice");
        Answers.of(world.refresh(tokens));

        assertThat(Answers.of(caretaker.prune())).isZero();
        world.clock.advance(World.REFRESH_LIFE);

        assertThat(Answers.of(caretaker.prune())).isPositive();
        assertThat(Answers.of(caretaker.prune())).isZero();
        assertThat(Answers.of(world.signIn("alice", World.PASSWORD)).user()).isEqualTo(tokens.user());
    }
}
