package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who guesses, from where, and who pays for it. */
class GuessingTest {
    private static final String HOME = "192.0.2.1";
    private static final String ELSEWHERE = "203.0.113.9";
    private static final String WRONG = "wrong password";
    private static final SignInOptions OPTIONS = SignInOptions.DEFAULTS;

    private final World world = new World();

    @BeforeEach
    void alice() {
        world.registered("alice");
    }

    @Test
    void aTryRefusedForItsAddressCostsTheNameNothing() {
        brakeAddress(ELSEWHERE);
        brakeName("alice", HOME);
        world.clock.advance(OPTIONS.byName().longestWait());
        brakeAddress(ELSEWHERE);

        assertThat(answer("alice", WRONG, ELSEWHERE)).contains(ErrorCode.RATE_LIMITED);

        assertThat(answer("alice", World.PASSWORD, null)).isEmpty();
    }

    @Test
    void aTryRefusedForItsNameCostsTheAddressNothing() {
        brakeName("alice", null);
        brakeAddress(ELSEWHERE);
        world.clock.advance(OPTIONS.byName().longestWait());
        brakeName("alice", null);

        assertThat(answer("alice", WRONG, ELSEWHERE)).contains(ErrorCode.RATE_LIMITED);

        assertThat(answer("nobody", WRONG, ELSEWHERE)).contains(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void theOwnerGetsInFromTheUsualAddressWhileAnotherGuesses() {
        Answers.of(world.signIn("alice", World.PASSWORD, HOME));

        for (int day = 0; day < 3; day++) {
            brakeName("alice", ELSEWHERE);
            assertThat(answer("alice", World.PASSWORD, ELSEWHERE)).contains(ErrorCode.RATE_LIMITED);
            assertThat(answer("alice", World.PASSWORD, HOME)).isEmpty();
            assertThat(answer("alice", World.PASSWORD, ELSEWHERE)).contains(ErrorCode.RATE_LIMITED);
            world.clock.advance(OPTIONS.byName().longestWait());
        }
    }

    @Test
    void theOwnerGetsInFromTheUsualAddressAlsoWhereOthersThereGuess() {
        Answers.of(world.signIn("alice", World.PASSWORD, HOME));
        brakeAddress(HOME);

        assertThat(answer("alice", World.PASSWORD, HOME)).isEmpty();
        assertThat(answer("bobby", WRONG, HOME)).contains(ErrorCode.RATE_LIMITED);
    }

    @Test
    void guessingFromTheUsualAddressIsSlowedDownToo() {
        Answers.of(world.signIn("alice", World.PASSWORD, HOME));

        assertThat(guesses("alice", HOME)).isEqualTo(OPTIONS.byName().free());

        assertThat(answer("alice", World.PASSWORD, HOME)).contains(ErrorCode.RATE_LIMITED);
        assertThat(answer("alice", World.PASSWORD, ELSEWHERE)).isEmpty();
    }

    @Test
    void ofManyGuessesAtOnceOnlyTheFreeOnesAreTried() {
        Promise<Void> hashes = Promise.promise();
        world.hashing = hashes.future();
        int before = world.compared;

        List<Future<Tokens>> guesses = IntStream.range(0, 20)
                .mapToObj(i -> world.signIn("alice", WRONG + i, "198.51.100." + i))
                .toList();

        assertThat(world.compared - before).isEqualTo(OPTIONS.byName().free());
        hashes.complete();
        assertThat(guesses.stream().filter(guess -> code(guess).equals(Optional.of(ErrorCode.RATE_LIMITED))))
                .hasSize(20 - OPTIONS.byName().free());
        world.clock.advance(Duration.ofSeconds(1));
        assertThat(guesses("alice", null)).isEqualTo(1);
    }

    @Test
    void manyRightOnesAtOnceLeaveNothingBehind() {
        Promise<Void> hashes = Promise.promise();
        world.hashing = hashes.future();
        int free = OPTIONS.byName().free();

        for (int i = 0; i < free; i++) {
            world.signIn("alice", World.PASSWORD, HOME);
        }
        hashes.complete();

        assertThat(guesses("alice", ELSEWHERE)).isEqualTo(free);
    }

    @Test
    void whatCouldNotBeCheckedIsNoFailure() {
        int free = OPTIONS.byName().free();
        world.hashing = Future.failedFuture(Refusal.unavailable("too many sign-ins at once"));
        for (int i = 0; i < 2 * free; i++) {
            assertThat(answer("alice", World.PASSWORD, HOME)).contains(ErrorCode.UNAVAILABLE);
        }
        world.hashing = Future.succeededFuture();

        assertThat(guesses("alice", ELSEWHERE)).isEqualTo(free);
    }

    private void brakeName(String name, @Nullable String address) {
        assertThat(guesses(name, address)).isPositive();
    }

    /** Guesses at names of nobody until the address is braked. */
    private void brakeAddress(String address) {
        int guesses = 0;
        while (code(world.signIn("nobody-" + guesses++, WRONG, address))
                .equals(Optional.of(ErrorCode.UNAUTHENTICATED))) {
            assertThat(guesses).as("guesses").isLessThan(1000);
        }
    }

    /** How many guesses are answered before the brake. */
    private int guesses(String name, @Nullable String address) {
        int answered = 0;
        while (answer(name, WRONG, address).equals(Optional.of(ErrorCode.UNAUTHENTICATED))) {
            assertThat(answered).as("guesses").isLessThan(1000);
            answered++;
        }
        return answered;
    }

    private Optional<ErrorCode> answer(String name, String password, @Nullable String address) {
        return code(world.signIn(name, password, address));
    }

    /** Why it was refused; empty where it was not. */
    private static Optional<ErrorCode> code(Future<Tokens> answer) {
        return answer.succeeded()
                ? Optional.empty()
                : Optional.of(Answers.refusal(() -> answer).code());
    }
}
