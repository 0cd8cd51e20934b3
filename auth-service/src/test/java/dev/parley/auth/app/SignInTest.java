package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignInTest {
    private final World world = new World();

    @Nested
    class WhenRegistering {
        @Test
        void theNewUserIsSignedIn() {
            Tokens tokens = Answers.of(register("alice", World.PASSWORD, "Alice"));

            assertThat(tokens.user().username()).isEqualTo("alice");
            assertThat(tokens.user().displayName()).isEqualTo("Alice");
            assertThat(tokens.user().roles()).isEqualTo(Set.of("user"));
            assertThat(tokens.expiresInSeconds()).isEqualTo(600);
            assertThat(Answers.of(world.refresh(tokens)).user()).isEqualTo(tokens.user());
        }

        @Test
        void aNameThatIsTakenIsAConflict() {
            world.registered("alice");

            assertThat(Answers.refusal(() -> register("alice", "another password", ""))
                            .code())
                    .isEqualTo(ErrorCode.CONFLICT);
        }

        @Test
        void aNameThatAGuestCouldHaveIsAConflict() {
            assertThat(Answers.refusal(() -> register("guest-0a1b2c3d", World.PASSWORD, ""))
                            .code())
                    .isEqualTo(ErrorCode.CONFLICT);
        }

        @ParameterizedTest
        @ValueSource(strings = {"admin", "adm1n", "ad.min", "r00t", "parIey", "rnoderator", "guest", "5upport"})
        void aReservedNameAndWhatLooksLikeOneIsAConflict(String name) {
            assertThat(Answers.refusal(() -> register(name.toLowerCase(Locale.ROOT), World.PASSWORD, ""))
                            .code())
                    .isEqualTo(ErrorCode.CONFLICT);
        }

        @Test
        void aNameThatOnlyContainsAReservedOneIsFree() {
            assertThat(Answers.of(register("badminton", World.PASSWORD, ""))
                            .user()
                            .username())
                    .isEqualTo("badminton");
        }

        @Test
        void aBadNameOrAWeakPasswordIsABadRequest() {
            assertThat(Answers.refusal(() -> register("Al", World.PASSWORD, "")).code())
                    .isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(Answers.refusal(() -> register("alice", "short", "")).code())
                    .isEqualTo(ErrorCode.BAD_REQUEST);
            assertThat(Answers.refusal(() -> register("alice", World.PASSWORD, "x".repeat(65)))
                            .code())
                    .isEqualTo(ErrorCode.BAD_REQUEST);
        }

        private io.vertx.core.Future<Tokens> register(String name, String password, String shown) {
            return new RegisterUseCase(world.ports, world.sessions, SignInOptions.DEFAULTS.reserved())
                    .run(new Register(name, new Secret(password), shown, null));
        }
    }

    @Test
    void theRightPasswordOpensALoginSessionOfItsOwn() {
        Tokens first = world.registered("alice");

        Tokens second = Answers.of(world.signIn("alice", World.PASSWORD));

        assertThat(second.user()).isEqualTo(first.user());
        assertThat(World.loginOf(second)).isNotEqualTo(World.loginOf(first));
    }

    @Test
    void aWrongNameAndAWrongPasswordGetTheSameAnswerAfterTheSameWork() {
        world.registered("alice");

        Refusal wrongPassword = Answers.refusal(() -> world.signIn("alice", "wrong password"));
        int work = world.compared;
        Refusal wrongName = Answers.refusal(() -> world.signIn("nobody", "wrong password"));

        assertThat(wrongPassword.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(wrongName.code()).isEqualTo(wrongPassword.code());
        assertThat(wrongName.detail()).isEqualTo(wrongPassword.detail());
        assertThat(world.compared).isEqualTo(2 * work);
    }

    @Test
    void whatCannotBeANameOrAPasswordIsAnsweredTheSameButCostsNothing() {
        assertThat(Answers.refusal(() -> world.signIn("No Name", World.PASSWORD))
                        .code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(Answers.refusal(() -> world.signIn("alice", "x".repeat(129))).code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(world.compared).isZero();
    }

    @Test
    void guessingIsSlowedDownAlsoForNamesThatNobodyHas() {
        world.registered("alice");

        assertThat(guess("alice")).isEqualTo(guess("nobody"));

        Refusal refusal = Answers.refusal(() -> world.signIn("alice", World.PASSWORD));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        world.clock.advance(refusal.retryAfter().orElseThrow());
        assertThat(Answers.of(world.signIn("alice", World.PASSWORD)).user().username())
                .isEqualTo("alice");
    }

    @Test
    void aStompLoginIsCheckedWithoutALoginSession() {
        Tokens tokens = world.registered("alice");
        AuthenticateUseCase authenticate = new AuthenticateUseCase(world.passwords, world.audit);

        Authenticated right = Answers.of(authenticate.run(new Authenticate("alice", new Secret(World.PASSWORD), null)));

        assertThat(right.actor().id()).isEqualTo(tokens.user().id());
        assertThat(right.actor().roles()).isEqualTo(Set.of("user"));
        assertThat(Answers.refusal(
                                () -> authenticate.run(new Authenticate("alice", new Secret("wrong password"), null)))
                        .code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void whoGuessesAtManyNamesFromOneAddressIsSlowedDownToo() {
        world.registered("alice");
        int free = SignInOptions.DEFAULTS.byAddress().free();

        for (int i = 0; i < free; i++) {
            String name = "name-" + i;
            assertThat(Answers.refusal(() -> from("198.51.100.7", name, "wrong password"))
                            .code())
                    .isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        Refusal refusal = Answers.refusal(() -> from("198.51.100.7", "alice", World.PASSWORD));
        assertThat(refusal.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).isPresent();
        assertThat(Answers.of(from("203.0.113.9", "alice", World.PASSWORD))
                        .user()
                        .username())
                .isEqualTo("alice");
    }

    @Test
    void aDisabledAccountIsAnsweredLikeAWrongPasswordAfterTheSameWork() {
        Tokens alice = world.registered("alice");
        Refusal wrong = Answers.refusal(() -> world.signIn("alice", "wrong password"));
        int work = world.compared;
        Answers.of(world.store.setDisabled(alice.user().id(), true, world.clock.instant(), world.clock.instant()));

        Refusal disabled = Answers.refusal(() -> world.signIn("alice", World.PASSWORD));

        assertThat(disabled.code()).isEqualTo(wrong.code());
        assertThat(disabled.detail()).isEqualTo(wrong.detail());
        assertThat(world.compared).isEqualTo(2 * work);
    }

    @Test
    void anOutdatedHashIsRenewedAtSignIn() {
        Tokens alice = world.registered("alice");
        Answers.of(world.store.rehash(alice.user().id(), "hash of " + World.PASSWORD, World.OUTDATED + World.PASSWORD));

        Answers.of(world.signIn("alice", World.PASSWORD));

        assertThat(Answers.of(world.store.byId(alice.user().id())).orElseThrow().passwordHash())
                .contains("hash of " + World.PASSWORD);
    }

    @Test
    void signInsAreWrittenDownAndSecretsAreNot() {
        world.registered("alice");
        Answers.of(from("203.0.113.9", "alice", World.PASSWORD));
        Answers.refusal(() -> from("203.0.113.9", "alice", "wrong password"));
        Answers.refusal(() -> from("203.0.113.9", "s3cret-typed-as-name", "wrong password"));

        assertThat(world.audited())
                .containsExactly(Kind.REGISTERED, Kind.SIGN_IN, Kind.SIGN_IN_FAILED, Kind.SIGN_IN_FAILED);
        assertThat(Answers.of(world.store.page(Optional.empty(), Optional.empty(), 10))
                        .toString())
                .contains("203.0.113.9")
                .doesNotContain(World.PASSWORD, "wrong password", "s3cret-typed-as-name");
    }

    private io.vertx.core.Future<Tokens> from(String address, String name, String password) {
        return new GrantPasswordUseCase(world.passwords, world.sessions, world.audit)
                .run(new GrantPassword(name, new Secret(password), address));
    }

    /** How many guesses are answered before the brake. */
    private int guess(String name) {
        int answered = 0;
        while (Answers.refusal(() -> world.signIn(name, "wrong password")).code() == ErrorCode.UNAUTHENTICATED) {
            answered++;
        }
        return answered;
    }
}
