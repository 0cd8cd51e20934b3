package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.auth.Revocations;
import dev.parley.contracts.auth.Tokens;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class CaretakerTest {
    private final World world = new World();
    private final Caretaker caretaker = new Caretaker(world.ports, AuditOptions.DEFAULTS);

    @Test
    void aRevocationIsListedUntilItCannotMatter() {
        Tokens tokens = world.registered("alice");
        Answers.of(new LogoutUseCase(world.ports, world.sessions).run(new Logout(tokens.refreshToken(), null)));
        FetchRevocationsUseCase fetch = new FetchRevocationsUseCase(world.ports);

        Revocations listed = Answers.of(fetch.run(new FetchRevocations(0)));

        assertThat(listed.items())
                .extracting(NumberedRevocation::what)
                .containsExactly(new LoginRevoked(tokens.user().id(), World.loginOf(tokens), null));
        assertThat(listed.hasMore()).isFalse();
        long newest = listed.items().get(0).number();
        assertThat(Answers.of(fetch.run(new FetchRevocations(newest))).items()).isEmpty();
        world.clock.advance(World.ACCESS_LIFE);
        assertThat(Answers.of(fetch.run(new FetchRevocations(0))).items()).hasSize(1);
        world.clock.advance(Duration.ofMinutes(2));
        assertThat(Answers.of(fetch.run(new FetchRevocations(0))).items()).isEmpty();
    }

    @Test
    void theAuditLogIsBoundedInTimeAndNumber() {
        for (int i = 0; i < 5; i++) {
            world.registered("person-" + i);
        }

        Answers.of(new Caretaker(world.ports, new AuditOptions(Duration.ofDays(1), 3)).prune());
        assertThat(world.audited()).hasSize(3);

        world.clock.advance(Duration.ofDays(2));
        Answers.of(new Caretaker(world.ports, new AuditOptions(Duration.ofDays(1), 3)).prune());
        assertThat(world.audited()).isEmpty();
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

    @Test
    void allThatHasExpiredIsRemovedHoweverMuchThatIs() {
        GrantGuestUseCase guests = new GrantGuestUseCase(world.ports, world.sessions, world.options);
        int many = 2 * Caretaker.ROWS_A_ROUND + 1;
        for (int i = 0; i < many; i++) {
            Answers.of(guests.run(new GrantGuest("", null)));
        }
        world.clock.advance(Duration.ofDays(2));

        Answers.of(caretaker.prune());

        assertThat(Answers.of(world.store.search("guest-", "", 10))).isEmpty();
        assertThat(Answers.of(world.store.prune(world.clock.instant(), many))).isZero();
    }

    @Test
    void aRoundThatNeverFindsTheEndComesToOne() {
        AtomicInteger rounds = new AtomicInteger();
        IntFunction<Future<Integer>> endless = rows -> {
            rounds.incrementAndGet();
            return Future.succeededFuture(rows);
        };

        int removed = Answers.of(Caretaker.all(2, endless));

        assertThat(rounds).hasValue(Caretaker.ROUNDS);
        assertThat(removed).isEqualTo(2 * Caretaker.ROUNDS);
    }
}
