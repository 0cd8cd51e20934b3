package dev.parley.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.auth.Answers;
import dev.parley.auth.domain.AuditEvent;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.AuditEvent.Place;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.Username;
import dev.parley.auth.store.AuditStore;
import dev.parley.contracts.admin.DisableUser;
import dev.parley.contracts.admin.EnableUser;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.admin.RevokeLogins;
import dev.parley.contracts.admin.RotateKeys;
import dev.parley.contracts.admin.SetRoles;
import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who is said to have done what to whom, and from where. */
class AuditTest {
    private static final String HOME = "192.0.2.1";
    private static final String OFFICE = "198.51.100.7";
    private static final Secret PASSWORD = new Secret(World.PASSWORD);
    private static final Secret WRONG = new Secret("wrong password");

    private final World world = new World();
    private final Logger log = (Logger) LoggerFactory.getLogger(AuditTrail.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
    }

    @Test
    void everyEventSaysWhoDidItToWhomInTheBooksAndInTheLogAndInTheBooksFromWhere() {
        UserId boss = firstAdmin();
        Tokens alice = register("alice");
        Tokens bobby = register("bobby");
        Tokens guest = guest();
        signIn(PASSWORD, HOME);
        signIn(WRONG, OFFICE);
        changePassword(alice);
        reuse(alice);
        logout(bobby);
        actsOn(boss);

        String aliceId = alice.user().id().value();
        String bobbyId = bobby.user().id().value();
        String guestId = guest.user().id().value();
        List<String> expected = List.of(
                said(Kind.FIRST_ADMIN_MADE, "-", boss.value(), "-"),
                said(Kind.REGISTERED, aliceId, aliceId, HOME),
                said(Kind.REGISTERED, bobbyId, bobbyId, HOME),
                said(Kind.GUEST_CAME, guestId, guestId, HOME),
                said(Kind.SIGN_IN, aliceId, aliceId, HOME),
                said(Kind.SIGN_IN_FAILED, "-", aliceId, OFFICE),
                said(Kind.PASSWORD_CHANGED, aliceId, aliceId, HOME),
                said(Kind.REFRESH_REUSED, "-", aliceId, OFFICE),
                said(Kind.LOGGED_OUT, bobbyId, bobbyId, HOME),
                said(Kind.USER_DISABLED, boss.value(), aliceId, OFFICE),
                said(Kind.USER_ENABLED, boss.value(), aliceId, OFFICE),
                said(Kind.ROLES_SET, boss.value(), aliceId, OFFICE),
                said(Kind.LOGINS_REVOKED, boss.value(), aliceId, OFFICE),
                said(Kind.KEYS_ROTATED, boss.value(), "-", OFFICE),
                said(Kind.USER_ERASED, boss.value(), aliceId, OFFICE));
        assertThat(inTheBooks()).isEqualTo(expected);
        assertThat(inTheLog())
                .isEqualTo(expected.stream().map(AuditTest::withoutAddress).toList());
        assertThat(world.audited()).containsAll(EnumSet.complementOf(EnumSet.of(Kind.SIGN_IN_BRAKED)));
    }

    @Test
    void aBrakeIsWrittenDownOnceForEachTimeThatItHolds() {
        String alice = register("alice").user().id().value();
        int free = SignInOptions.DEFAULTS.byName().free();

        for (int i = 0; i < 3 * free; i++) {
            signIn(WRONG, OFFICE);
        }
        assertThat(inTheBooks()).containsOnlyOnce(said(Kind.SIGN_IN_BRAKED, "-", alice, OFFICE));

        world.clock.advance(SignInOptions.DEFAULTS.byName().longestWait());
        signIn(WRONG, OFFICE);
        signIn(PASSWORD, HOME);
        signIn(PASSWORD, HOME);
        assertThat(inTheBooks())
                .containsOnlyOnce(said(Kind.SIGN_IN_BRAKED, "-", alice, HOME))
                .containsOnlyOnce(said(Kind.SIGN_IN_BRAKED, "-", alice, OFFICE));
    }

    @Test
    void whereItCannotBeWrittenDownNobodyIsSignedIn() {
        UserId alice = register("alice").user().id();
        GrantPasswordUseCase grant =
                new GrantPasswordUseCase(world.passwords, world.sessions, new AuditTrail(withBooks(new FullBooks())));

        ErrorCode answer = Answers.refusal(() -> grant.run(new GrantPassword("alice", PASSWORD, HOME)))
                .code();

        assertThat(answer).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(Answers.of(world.store.living(alice, world.clock.instant(), 10)))
                .hasSize(1); // that of the registration
    }

    /** An audit log that takes nothing. */
    private record FullBooks() implements AuditStore {
        private static <T> Future<T> full() {
            return Future.failedFuture(Refusal.unavailable("the database is full"));
        }

        @Override
        public Future<Void> append(AuditEvent event) {
            return full();
        }

        @Override
        public Future<List<AuditEvent>> page(Optional<UserId> user, Optional<Place> behind, int limit) {
            return full();
        }

        @Override
        public Future<Integer> trim(Instant before, long keep, int limit) {
            return full();
        }
    }

    private AuthPorts withBooks(AuditStore books) {
        return new AuthPorts(
                world.store,
                world.store,
                world.store,
                books,
                world.store,
                world,
                world,
                world,
                world.announced::add,
                user -> Future.succeededFuture(true),
                world.clock);
    }

    private UserId firstAdmin() {
        Answers.of(new FirstAdmin(world.ports)
                .make(new FirstAdmin.Options(
                        new Username("bossy"), Optional.of(new Password(World.PASSWORD)), Optional.empty())));
        return Answers.of(world.store.byUsername(new Username("bossy")))
                .orElseThrow()
                .id();
    }

    private Tokens register(String name) {
        return Answers.of(new RegisterUseCase(world.ports, world.sessions, SignInOptions.DEFAULTS.reserved())
                .run(new Register(name, PASSWORD, "", HOME)));
    }

    private Tokens guest() {
        return Answers.of(
                new GrantGuestUseCase(world.ports, world.sessions, world.options).run(new GrantGuest("", HOME)));
    }

    /** As alice, over STOMP; whatever comes of it. */
    private void signIn(Secret password, String address) {
        Answers.of(new AuthenticateUseCase(world.passwords, world.audit)
                .run(new Authenticate("alice", password, address))
                .otherwiseEmpty());
    }

    private void changePassword(Tokens tokens) {
        Answers.of(new ChangePasswordUseCase(world.ports, world.passwords)
                .run(new ChangePassword(
                        tokens.user().id(), World.loginOf(tokens), PASSWORD, new Secret("battery staple"), HOME)));
    }

    /** Its owner swaps the token at home, and somebody else at the office. */
    private void reuse(Tokens tokens) {
        GrantRefreshUseCase refresh = new GrantRefreshUseCase(world.ports, world.sessions);
        Answers.of(refresh.run(new GrantRefresh(tokens.refreshToken(), HOME)));
        Answers.refusal(() -> refresh.run(new GrantRefresh(tokens.refreshToken(), OFFICE)));
    }

    private void logout(Tokens tokens) {
        Answers.of(new LogoutUseCase(world.ports, world.sessions).run(new Logout(tokens.refreshToken(), HOME)));
    }

    private void actsOn(UserId boss) {
        ChangeUsersUseCase changes = new ChangeUsersUseCase(world.ports, world.sessions);
        Answers.of(changes.disable(new DisableUser(boss, "@alice", OFFICE)));
        Answers.of(changes.enable(new EnableUser(boss, "@alice", OFFICE)));
        Answers.of(changes.setRoles(new SetRoles(boss, "@alice", Set.of("moderator"), OFFICE)));
        Answers.of(changes.revoke(new RevokeLogins(boss, "@alice", null, null, OFFICE)));
        Answers.of(new RotateKeysUseCase(world.ports).run(new RotateKeys(boss, OFFICE)));
        Answers.of(changes.erase(new EraseUser(boss, "@alice", OFFICE)));
    }

    private List<String> inTheBooks() {
        List<String> newestFirst = Answers.of(world.store.page(Optional.empty(), Optional.empty(), 1000)).stream()
                .map(event -> said(
                        event.kind(),
                        event.by().map(UserId::value).orElse("-"),
                        event.user().map(UserId::value).orElse("-"),
                        event.address().orElse("-")))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private List<String> inTheLog() {
        return lines.list.stream()
                .map(line -> line.getKeyValuePairs().stream()
                        .filter(pair -> !pair.key.equals("detail"))
                        .map(pair -> pair.key + "=" + pair.value)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    private static String withoutAddress(String said) {
        return said.substring(0, said.indexOf(" address="));
    }

    private static String said(Kind kind, String by, String user, String address) {
        return "event=" + kind.label() + " by=" + by + " userId=" + user + " address=" + address;
    }
}
