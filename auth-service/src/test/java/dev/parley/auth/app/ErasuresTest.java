package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErasuresTest {
    private final World world = new World();
    private final UserId boss = world.admin("bossy");
    private final UserId alice = world.registered("alice").user().id();
    private final UserId bob = world.registered("bobby").user().id();
    private final ChangeUsersUseCase changes = new ChangeUsersUseCase(world.ports, world.sessions);
    private final Caretaker caretaker = new Caretaker(world.ports, AuditOptions.DEFAULTS);
    /** Whom the chat service was asked to erase. */
    private final List<UserId> asked = new ArrayList<>();

    @BeforeEach
    void listen() {
        chatAnswers(true);
    }

    private void chatAnswers(boolean done) {
        world.erase = user -> {
            asked.add(user);
            return Future.succeededFuture(done);
        };
    }

    private void chatIsAway() {
        world.erase = user -> Future.failedFuture(Refusal.unavailable("nobody is there"));
    }

    private void erase(String name) {
        Answers.of(changes.erase(new EraseUser(boss, "@" + name, null)));
    }

    @Test
    void whatAnErasedUserWroteIsErasedAtOnceAndOnceMoreWhenNothingCanBeOnItsWay() {
        erase("alice");
        assertThat(asked).containsExactly(alice);

        Answers.of(caretaker.erase());
        assertThat(asked).as("not due yet").hasSize(1);
        world.clock.advance(Erasures.AGAIN);
        Answers.of(caretaker.erase());
        assertThat(asked).containsExactly(alice, alice);
        world.clock.advance(Erasures.AGAIN);
        Answers.of(caretaker.erase());
        assertThat(asked).as("it is done").hasSize(2);
    }

    @Test
    void whileTheChatServiceIsAwayTheAccountGoesAndTheRestStaysDue() {
        chatIsAway();
        erase("alice");
        assertThat(Answers.of(world.store.byId(alice))).isEmpty();
        for (int round = 0; round < 3; round++) {
            world.clock.advance(Erasures.AGAIN);
            assertThat(Answers.refusal(caretaker::erase).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        chatAnswers(true);
        world.clock.advance(Erasures.AGAIN);
        Answers.of(new Caretaker(world.ports, AuditOptions.DEFAULTS).erase());

        assertThat(asked).as("by another process").containsExactly(alice);
        world.clock.advance(Erasures.AGAIN);
        Answers.of(caretaker.erase());
        assertThat(asked).hasSize(1);
    }

    @Test
    void oneThatFailsHoldsUpNoOther() {
        chatIsAway();
        erase("alice");
        erase("bobby");
        world.erase = user -> {
            asked.add(user);
            return user.equals(alice)
                    ? Future.failedFuture(Refusal.unavailable("its room is away"))
                    : Future.succeededFuture(true);
        };
        world.clock.advance(Erasures.AGAIN);

        Answers.refusal(caretaker::erase);

        assertThat(asked).containsExactlyInAnyOrder(alice, bob);
        asked.clear();
        world.clock.advance(Erasures.AGAIN);
        Answers.refusal(caretaker::erase);
        assertThat(asked).containsExactly(alice);
    }

    @Test
    void whoWroteMuchIsErasedStepByStepAndARoundHasAnEnd() {
        chatAnswers(false);
        erase("alice");
        int round = asked.size();
        assertThat(round).isGreaterThan(10);

        world.clock.advance(Erasures.AGAIN);
        Answers.of(caretaker.erase());

        assertThat(asked).hasSize(2 * round);
    }
}
