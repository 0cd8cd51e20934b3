package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.admin.AuditEntry;
import dev.parley.contracts.admin.AuditPage;
import dev.parley.contracts.admin.DisableUser;
import dev.parley.contracts.admin.EnableUser;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.admin.ListUsers;
import dev.parley.contracts.admin.ReadAudit;
import dev.parley.contracts.admin.ReadUser;
import dev.parley.contracts.admin.RevokeLogins;
import dev.parley.contracts.admin.RotateKeys;
import dev.parley.contracts.admin.SetRoles;
import dev.parley.contracts.admin.UserPage;
import dev.parley.contracts.admin.UserView;
import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.NumberedRevocation;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest {
    private final World world = new World();
    private final UserId boss = world.admin("bossy");
    private final Tokens alice = world.registered("alice");
    private final UserId aliceId = alice.user().id();
    private final ReadUsersUseCase users = new ReadUsersUseCase(world.ports);
    private final ChangeUsersUseCase changes = new ChangeUsersUseCase(world.ports, world.sessions);
    private final ReadAuditUseCase audit = new ReadAuditUseCase(world.ports);

    @Test
    void whoIsNoAdminMayDoNothingAndNothingIsDone() {
        List<Kind> before = world.audited();
        List<Supplier<Future<?>>> acts = List.of(
                () -> users.list(new ListUsers(aliceId, "", null, 10)),
                () -> users.read(new ReadUser(aliceId, "@alice")),
                () -> changes.disable(new DisableUser(aliceId, "@bossy", null)),
                () -> changes.enable(new EnableUser(aliceId, "@bossy", null)),
                () -> changes.setRoles(new SetRoles(aliceId, "@alice", Set.of("admin"), null)),
                () -> changes.revoke(new RevokeLogins(aliceId, "@bossy", null, null, null)),
                () -> changes.erase(new EraseUser(aliceId, "@bossy", null)),
                () -> new RotateKeysUseCase(world.ports).run(new RotateKeys(aliceId, null)),
                () -> audit.run(new ReadAudit(aliceId, null, null, 10)));

        assertThat(acts).allSatisfy(act -> assertThat(code(act)).isEqualTo(ErrorCode.FORBIDDEN));
        assertThat(world.audited()).isEqualTo(before);
        assertThat(world.announced).isEmpty();
    }

    @Test
    void anAdminThatWasDisabledIsNoneAnyMore() {
        UserId other = world.admin("other");
        Answers.of(changes.disable(new DisableUser(boss, other.value(), null)));

        assertThat(code(() -> users.list(new ListUsers(other, "", null, 10)))).isEqualTo(ErrorCode.FORBIDDEN);
    }

    @Test
    void usersAreListedInPages() {
        world.registered("bobby");
        world.registered("carol");

        UserPage first = Answers.of(users.list(new ListUsers(boss, "", null, 3)));
        UserPage second = Answers.of(users.list(new ListUsers(boss, "", first.cursor(), 3)));

        assertThat(first.items()).extracting(UserView::username).containsExactly("alice", "bobby", "bossy");
        assertThat(second.items()).extracting(UserView::username).containsExactly("carol");
        assertThat(second.cursor()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "AA", "//8", "OTk5OTk5OTk5OTk5OTk5OTk5OTkgeA", "JyBPUiAxPTEgLS0"})
    void cursorsThatNobodyGaveAreRefused(String cursor) {
        assertThat(code(() -> users.list(new ListUsers(boss, "", cursor, 3)))).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(code(() -> audit.run(new ReadAudit(boss, null, cursor, 3)))).isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void aTokenOfAnotherIssuerStaysRevokedForLongerThanOneOfOurs() {
        UserId carol = Answers.of(new AdmitExternalUseCase(world.ports, SignInOptions.DEFAULTS.reserved())
                        .run(new AdmitExternal("https://id.example", "s-1", "carol", "")))
                .actor()
                .id();

        Answers.of(changes.revoke(new RevokeLogins(boss, carol.value(), null, "a-jti", null)));
        world.clock.advance(Duration.ofHours(24));

        assertThat(Answers.of(new FetchRevocationsUseCase(world.ports).run(new FetchRevocations(0)))
                        .items())
                .extracting(NumberedRevocation::what)
                .containsExactly(new LoginRevoked(carol, null, null, "a-jti", 0));
    }

    @Test
    void aUserIsShownWithItsSessions() {
        UserView view = Answers.of(users.read(new ReadUser(boss, "@alice")));

        assertThat(view.id()).isEqualTo(aliceId);
        assertThat(view.roles()).containsExactly("user");
        assertThat(view.logins()).extracting(login -> login.id()).containsExactly(World.loginOf(alice));
        assertThat(code(() -> users.read(new ReadUser(boss, "@nobody")))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code(() -> users.read(new ReadUser(boss, "@")))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void aDisabledUserIsOutUntilItIsEnabled() {
        UserView view = Answers.of(changes.disable(new DisableUser(boss, "@alice", null)));

        assertThat(view.disabled()).isTrue();
        assertThat(view.logins()).isEmpty();
        assertThat(world.announced).containsExactly(new LoginRevoked(aliceId, null, null, null, 1));
        assertThat(code(() -> world.refresh(alice))).isEqualTo(ErrorCode.REVOKED);
        assertThat(code(() -> world.signIn("alice", World.PASSWORD))).isEqualTo(ErrorCode.UNAUTHENTICATED);

        Answers.of(changes.enable(new EnableUser(boss, "@alice", null)));

        assertThat(Answers.of(world.signIn("alice", World.PASSWORD)).user().id())
                .isEqualTo(aliceId);
    }

    @Test
    void newRolesTakeTheOldTokens() {
        UserView view =
                Answers.of(changes.setRoles(new SetRoles(boss, aliceId.value(), Set.of("user", "moderator"), null)));

        assertThat(view.roles()).containsExactlyInAnyOrder("user", "moderator");
        assertThat(world.announced).containsExactly(new LoginRevoked(aliceId, null, null, null, 1));
        assertThat(Answers.of(world.signIn("alice", World.PASSWORD)).user().roles())
                .containsExactlyInAnyOrder("user", "moderator");
        assertThat(code(() -> changes.setRoles(new SetRoles(boss, "@alice", Set.of("emperor"), null))))
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }

    @Test
    void aTokenOrASessionOrAllIsRevoked() {
        Tokens second = Answers.of(world.signIn("alice", World.PASSWORD));

        Answers.of(changes.revoke(new RevokeLogins(boss, "@alice", null, "a-jti", null)));
        Answers.of(changes.revoke(new RevokeLogins(boss, "@alice", World.loginOf(alice), null, null)));

        assertThat(code(() -> world.refresh(alice))).isEqualTo(ErrorCode.REVOKED);
        Tokens third = Answers.of(world.refresh(second));
        Answers.of(changes.revoke(new RevokeLogins(boss, "@alice", null, null, null)));
        assertThat(code(() -> world.refresh(third))).isEqualTo(ErrorCode.REVOKED);
        assertThat(world.announced)
                .containsExactly(
                        new LoginRevoked(aliceId, null, null, "a-jti", 0),
                        new LoginRevoked(aliceId, World.loginOf(alice), null),
                        new LoginRevoked(aliceId, null, null, null, 1));
    }

    @Test
    void anErasedUserIsGoneAndItsNameToo() {
        Answers.of(changes.erase(new EraseUser(boss, "@alice", null)));

        assertThat(world.announced).containsExactly(new LoginRevoked(aliceId, null, null));
        assertThat(code(() -> users.read(new ReadUser(boss, aliceId.value())))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(code(() -> world.signIn("alice", World.PASSWORD))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(code(() -> new RegisterUseCase(world.ports, world.sessions, SignInOptions.DEFAULTS.reserved())
                        .run(new Register("alice", new Secret(World.PASSWORD), "", null))))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void adminsDoNotShutThemselvesOut() {
        assertThat(code(() -> changes.disable(new DisableUser(boss, "@bossy", null))))
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(code(() -> changes.erase(new EraseUser(boss, boss.value(), null))))
                .isEqualTo(ErrorCode.CONFLICT);
        assertThat(code(() -> changes.setRoles(new SetRoles(boss, "@bossy", Set.of(), null))))
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void everyActIsInTheAuditLogWithWhoDidItAndToWhom() {
        Answers.of(changes.disable(new DisableUser(boss, "@alice", null)));
        Answers.of(changes.enable(new EnableUser(boss, "@alice", null)));
        Answers.of(changes.setRoles(new SetRoles(boss, "@alice", Set.of("moderator"), null)));
        Answers.of(changes.revoke(new RevokeLogins(boss, "@alice", null, null, null)));
        Answers.of(new RotateKeysUseCase(world.ports).run(new RotateKeys(boss, null)));
        Answers.of(changes.erase(new EraseUser(boss, "@alice", null)));

        AuditPage first = Answers.of(audit.run(new ReadAudit(boss, boss.value(), null, 4)));
        AuditPage second = Answers.of(audit.run(new ReadAudit(boss, boss.value(), first.cursor(), 4)));

        assertThat(first.items())
                .extracting(AuditEntry::event)
                .containsExactly("user-erased", "keys-rotated", "logins-revoked", "roles-set");
        assertThat(first.items().get(3))
                .extracting(AuditEntry::by, AuditEntry::user, AuditEntry::detail)
                .containsExactly(boss.value(), aliceId.value(), "moderator");
        assertThat(second.items())
                .extracting(AuditEntry::event)
                .containsExactly("user-enabled", "user-disabled", "registered");
        assertThat(second.cursor()).isNull();
    }

    @Test
    void theFirstAdminIsMadeOnceAndOnlyWhereThereIsNone() {
        World empty = new World();
        FirstAdmin.Options options = new FirstAdmin.Options(
                new Username("chief"), Optional.of(new Password(World.PASSWORD)), Optional.empty());

        Answers.of(Future.all(new FirstAdmin(empty.ports).make(options), new FirstAdmin(empty.ports).make(options)));

        assertThat(Answers.of(empty.signIn("chief", World.PASSWORD)).user().roles())
                .contains("admin");
        assertThat(empty.audited()).containsExactly(Kind.FIRST_ADMIN_MADE, Kind.SIGN_IN);
        Answers.of(new FirstAdmin(world.ports).make(options));
        assertThat(code(() -> world.signIn("chief", World.PASSWORD))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void aStrangerWhoHasTheNameDoesNotBecomeTheFirstAdmin() {
        World taken = new World();
        taken.registered("chief");

        Future<Void> made = new FirstAdmin(taken.ports)
                .make(new FirstAdmin.Options(
                        new Username("chief"), Optional.of(new Password("staple battery")), Optional.empty()));

        assertThat(made.failed()).isTrue();
        assertThat(Answers.of(taken.signIn("chief", World.PASSWORD)).user().roles())
                .containsExactly("user");
    }

    private static ErrorCode code(Supplier<Future<?>> act) {
        return Answers.refusal(act).code();
    }
}
