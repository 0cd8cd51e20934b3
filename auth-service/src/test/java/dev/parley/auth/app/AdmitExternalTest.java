package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.ExternalUser;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.CheckLogin;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.auth.UpdateProfile;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdmitExternalTest {
    private static final String ISSUER = "https://id.example";
    private static final UserId CAROLS_ID = new ExternalUser(ISSUER, "s-1").id();

    private final World world = new World();
    private final AdmitExternalUseCase admit = new AdmitExternalUseCase(world.ports, SignInOptions.DEFAULTS.reserved());

    private Actor admitted(String subject, String username, String displayName) {
        return Answers.of(admit.run(new AdmitExternal(ISSUER, subject, username, displayName)))
                .actor();
    }

    @Test
    void whoComesTheFirstTimeGetsAnAccount() {
        Actor carol = admitted("s-1", "carol", "Carol C.");

        assertThat(carol).isEqualTo(new Actor(CAROLS_ID, "carol", "Carol C.", Set.of("user")));
        assertThat(Answers.of(new ReadProfileUseCase(world.ports).run(new ReadProfile(carol.id())))
                        .username())
                .isEqualTo("carol");
    }

    @Test
    void theAccountStaysAsItIsWhateverTheIssuerSaysLater() {
        Actor carol = admitted("s-1", "carol", "Carol C.");

        assertThat(admitted("s-1", "bob", "Bob")).isEqualTo(carol);
        assertThat(Answers.of(world.store.byUsername(new Username("bob")))).isEmpty();
    }

    @Test
    void aDisplayNameThatWasChosenHereIsKept() {
        admitted("s-1", "carol", "Carol C.");
        Answers.of(new UpdateProfileUseCase(world.ports).run(new UpdateProfile(CAROLS_ID, "Caro")));

        assertThat(admitted("s-1", "carol", "Carol C.").displayName()).isEqualTo("Caro");
    }

    @Test
    void nobodyGetsTheNameOfALocalAccount() {
        Tokens local = world.registered("alice");

        Actor external = admitted("s-1", "alice", "");

        assertThat(external.username()).isEqualTo("alice-" + CAROLS_ID.value().substring(0, 4));
        assertThat(external.id()).isNotEqualTo(local.user().id());
        assertThat(Answers.of(world.signIn("alice", World.PASSWORD)).user().id())
                .isEqualTo(local.user().id());
    }

    @Test
    void twoOfTheSameNameAreTwoPeople() {
        Actor one = admitted("s-1", "carol", "");
        Actor other = admitted("s-2", "carol", "");

        assertThat(other.id()).isNotEqualTo(one.id());
        assertThat(other.username()).startsWith("carol-");
    }

    @Test
    void whereEveryNameIsTakenNobodyIsGivenAnothersAccount() {
        List<Username> names = new ExternalUser(ISSUER, "s-1").usernames("carol");
        names.forEach(name -> world.registered(name.value()));

        assertThat(Answers.refusal(() -> admit.run(new AdmitExternal(ISSUER, "s-1", "carol", "")))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Answers.of(world.store.byId(CAROLS_ID))).isEmpty();
    }

    /** It cannot come about; should it, a token of elsewhere is not believed for an account of here. */
    @Test
    void anAccountOfHereIsNobodysFromElsewhere() {
        Answers.of(world.store.add(Account.person(
                CAROLS_ID, new Username("local"), new DisplayName("Local"), "hash", world.clock.instant())));

        assertThat(Answers.refusal(() -> admit.run(new AdmitExternal(ISSUER, "s-1", "carol", "")))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void whoIsShutOutIsNotLetInByATokenOfElsewhere() {
        admitted("s-1", "carol", "");
        Instant now = world.clock.instant();
        Answers.of(world.store.setDisabled(CAROLS_ID, true, now, now));
        AdmitExternal again = new AdmitExternal(ISSUER, "s-1", "carol", "");

        assertThat(Answers.refusal(() -> admit.run(again)).code()).isEqualTo(ErrorCode.REVOKED);
        assertThat(Answers.of(new CheckLoginUseCase(world.ports).run(new CheckLogin(CAROLS_ID, null)))
                        .live())
                .isFalse();

        Answers.of(world.store.setDisabled(CAROLS_ID, false, now, now));
        assertThat(Answers.of(admit.run(again)).era()).isEqualTo(2);
    }

    @Test
    void aReservedNameIsNobodysFromElsewhere() {
        assertThat(admitted("s-1", "adm1n", "").username()).startsWith("adm1n-");
    }

    @Test
    void aDisplayNameIsMadeToFit() {
        assertThat(admitted("s-1", "carol", "A\u0000B\nC\ud800").displayName()).isEqualTo("ABC");
        assertThat(admitted("s-2", "dave", "\u0007").displayName()).isEqualTo("dave");
        assertThat(admitted("s-3", "erin", "🦜".repeat(100)).displayName()).isEqualTo("🦜".repeat(64));
    }

    @Test
    void thereIsNoPasswordToSignInWithOrToChange() {
        admitted("s-1", "carol", "");
        Secret any = new Secret(World.PASSWORD);

        assertThat(Answers.refusal(() -> world.signIn("carol", World.PASSWORD)).code())
                .isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(Answers.refusal(() -> new ChangePasswordUseCase(world.ports, world.passwords)
                                .run(new ChangePassword(CAROLS_ID, null, any, any, null)))
                        .code())
                .isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void whoWasErasedIsNotMadeAgainByAGoodToken() {
        admitted("s-1", "carol", "Carol C.");
        Answers.of(world.store.erase(CAROLS_ID, world.clock.instant(), world.clock.instant()));

        assertThat(Answers.refusal(() -> admit.run(new AdmitExternal(ISSUER, "s-1", "carol", "Carol C.")))
                        .code())
                .isEqualTo(ErrorCode.REVOKED);
        assertThat(Answers.of(world.store.byId(CAROLS_ID))).isEmpty();
        assertThat(admitted("s-2", "carol", "Other").username()).isNotEqualTo("carol");
    }

    @Test
    void itIsSaidWhenAllWasTaken() {
        assertThat(Answers.of(admit.run(new AdmitExternal(ISSUER, "s-1", "carol", "")))
                        .takenAtMillis())
                .isZero();
        world.clock.advance(Duration.ofHours(1));

        Answers.of(world.store.takeAll(CAROLS_ID, world.clock.instant(), world.clock.instant()));

        Authenticated carol = Answers.of(admit.run(new AdmitExternal(ISSUER, "s-1", "carol", "")));
        assertThat(carol.era()).isEqualTo(1);
        assertThat(carol.takenAtMillis()).isEqualTo(world.clock.instant().toEpochMilli());
    }

    @Test
    void itIsNoGuestThatIsForgotten() {
        admitted("s-1", "carol", "");
        world.clock.advance(Duration.ofDays(400));

        Answers.of(new Caretaker(world.ports, AuditOptions.DEFAULTS).prune());

        assertThat(Answers.of(world.store.byId(CAROLS_ID))).isPresent();
    }

    @Test
    void aLoginSessionIsLiveUntilItIsRevokedOrOver() {
        CheckLoginUseCase check = new CheckLoginUseCase(world.ports);
        Tokens tokens = world.registered("alice");
        UserId alice = tokens.user().id();
        CheckLogin ask = new CheckLogin(alice, World.loginOf(tokens));
        assertThat(Answers.of(check.run(ask)).live()).isTrue();
        assertThat(Answers.of(check.run(new CheckLogin(alice, null))).live()).isTrue();
        assertThat(Answers.of(check.run(new CheckLogin(alice, "another"))).live())
                .isFalse();
        assertThat(Answers.of(check.run(new CheckLogin(new UserId("nobody"), null)))
                        .live())
                .isFalse();

        Answers.of(world.store.revoke(alice, World.loginOf(tokens), world.clock.instant(), world.clock.instant()));

        assertThat(Answers.of(check.run(ask)).live()).isFalse();
    }
}
