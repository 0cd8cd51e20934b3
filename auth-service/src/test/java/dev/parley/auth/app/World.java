package dev.parley.auth.app;

import dev.parley.auth.Answers;
import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.RefreshToken;
import dev.parley.auth.domain.Standing;
import dev.parley.auth.domain.Username;
import dev.parley.auth.store.memory.MemoryStore;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.ManualClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The use cases over a store in memory, with hashes that cost nothing and values that can be foretold. */
final class World implements PasswordHasher, AccessTokens, RandomValues {
    static final String OUTDATED = "outdated hash of ";
    static final String PASSWORD = "correct horse";
    static final Duration ACCESS_LIFE = Duration.ofMinutes(10);
    static final Duration REFRESH_LIFE = Duration.ofDays(30);

    final MemoryStore store = new MemoryStore();
    final ManualClock clock = ManualClock.atNewYear();
    final List<LoginRevoked> announced = new ArrayList<>();
    final SessionOptions options = new SessionOptions(REFRESH_LIFE, true);
    /** What the chat service answers; by default, that nothing is left. */
    Function<UserId, Future<Boolean>> erase = user -> Future.succeededFuture(true);

    final AuthPorts ports = new AuthPorts(
            store, store, store, store, store, this, this, this, announced::add, user -> erase.apply(user), clock);
    final LoginSessions sessions = new LoginSessions(ports, options);
    final PasswordCheck passwords = new PasswordCheck(ports, SignInOptions.DEFAULTS);
    final AuditTrail audit = new AuditTrail(ports);
    /** Compared passwords; also for names that nobody has. */
    int compared;
    /** What comparisons wait for. */
    Future<Void> hashing = Future.succeededFuture();
    /** Names that the next guests get, before foretold ones. */
    final List<String> guestNames = new ArrayList<>();

    private int count;

    Tokens registered(String name) {
        return Answers.of(new RegisterUseCase(ports, sessions, SignInOptions.DEFAULTS.reserved())
                .run(new Register(name, new Secret(PASSWORD), "", null)));
    }

    Future<Tokens> signIn(String name, String password) {
        return signIn(name, password, null);
    }

    Future<Tokens> signIn(String name, String password, @Nullable String address) {
        return new GrantPasswordUseCase(passwords, sessions, audit)
                .run(new GrantPassword(name, new Secret(password), address));
    }

    Future<Tokens> refresh(Tokens tokens) {
        return refresh(tokens.refreshToken());
    }

    Future<Tokens> refresh(Secret token) {
        return new GrantRefreshUseCase(ports, sessions).run(new GrantRefresh(token, null));
    }

    @Override
    public Future<String> hash(Password password) {
        return Future.succeededFuture("hash of " + password.value());
    }

    @Override
    public Future<Boolean> matches(Password password, Optional<String> hash) {
        compared++;
        return hashing.map(done -> hash.filter(
                        kept -> kept.equals("hash of " + password.value()) || kept.equals(OUTDATED + password.value()))
                .isPresent());
    }

    @Override
    public boolean isOutdated(String hash) {
        return hash.startsWith(OUTDATED);
    }

    @Override
    public Duration life() {
        return ACCESS_LIFE;
    }

    @Override
    public Future<NextKey> rotate() {
        return Future.succeededFuture(new NextKey(id(), clock.instant()));
    }

    /** The account of that name is an admin from now on; its id. */
    UserId admin(String name) {
        UserId id = registered(name).user().id();
        Answers.of(store.setRoles(id, Set.of(Standing.ADMIN), clock.instant(), clock.instant()));
        return id;
    }

    /** What was written down, oldest first. */
    List<AuditEvent.Kind> audited() {
        List<AuditEvent.Kind> kinds = new ArrayList<>();
        Answers.of(store.page(Optional.empty(), Optional.empty(), 1000)).forEach(event -> kinds.add(0, event.kind()));
        return kinds;
    }

    /** Says whose it is and of which login session, as a real one does. */
    @Override
    public AccessToken issue(Account account, String loginId, Instant now) {
        return new AccessToken(new Secret(account.username() + "/" + loginId), ACCESS_LIFE);
    }

    static String loginOf(Tokens tokens) {
        String access = tokens.accessToken().value();
        return access.substring(access.indexOf('/') + 1);
    }

    @Override
    public SigningKeys signingKeys() {
        return new SigningKeys("{\"keys\":[]}");
    }

    @Override
    public String id() {
        return String.format(Locale.ROOT, "id-%06d", ++count);
    }

    @Override
    public RefreshToken refreshToken() {
        return new RefreshToken("refresh-" + ++count);
    }

    @Override
    public Username guestName() {
        return new Username(guestNames.isEmpty() ? "guest-" + ++count : guestNames.remove(0));
    }
}
