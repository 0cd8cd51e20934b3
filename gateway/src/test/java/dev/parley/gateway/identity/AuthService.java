package dev.parley.gateway.identity;

import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.auth.CheckLogin;
import dev.parley.contracts.auth.FetchRevocations;
import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.LoginChecked;
import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Revocations;
import dev.parley.contracts.auth.SigningKeys;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.TestEdge;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An auth service that has some keys and knows one person, Alice, by her password. */
public final class AuthService {
    public static final Actor ALICE = new Actor(new UserId("u-alice"), "alice", "Alice", Set.of("user"));
    public static final Actor BOB = new Actor(new UserId("u-bob"), "bob", "Bob", Set.of("user"));

    static final String PASSWORD = "correct horse";
    static final String DOTTED_PASSWORD = "correct.horse.battery";

    private volatile String jwks;
    private volatile boolean away;
    private volatile int asked;
    private final List<AdmitExternal> admitted = new CopyOnWriteArrayList<>();
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private volatile boolean turningAway;
    private volatile long takenAt;
    private volatile Future<Revocations> revocations = Future.succeededFuture(new Revocations(List.of(), false));

    private AuthService(String jwks) {
        this.jwks = jwks;
    }

    /** Serves at the auth service's address. */
    public static AuthService serving(TestEdge edge, String jwks) {
        AuthService service = new AuthService(jwks);
        CommandTable table = new CommandTable()
                .on(FetchSigningKeys.class, ask -> service.keys())
                .on(FetchRevocations.class, ask -> service.revocations())
                .on(Authenticate.class, AuthService::authenticate)
                .on(AdmitExternal.class, service::admit)
                .on(CheckLogin.class, service::check)
                .on(ReadProfile.class, service::profile);
        edge.serve(Addresses.auth(), table);
        return service;
    }

    void publish(String newJwks) {
        jwks = newJwks;
    }

    public void goAway() {
        away = true;
    }

    public void comeBack() {
        away = false;
    }

    /** Who came with tokens of other issuers, in the order in which they were asked about. */
    public List<AdmitExternal> admitted() {
        return List.copyOf(admitted);
    }

    /** All that people from elsewhere had is taken at that moment. */
    void takeAll(Instant moment) {
        takenAt = moment.toEpochMilli();
    }

    /** From now on nobody from elsewhere is let in. */
    void turnAway() {
        turningAway = true;
    }

    /** From now on this login session is revoked, and nobody is told. */
    public void end(String loginId) {
        ended.add(loginId);
    }

    /** The id that somebody from elsewhere has here. */
    public static UserId idOf(AdmitExternal ask) {
        return new UserId(
                "x-" + UUID.nameUUIDFromBytes((ask.issuer() + " " + ask.subject()).getBytes(StandardCharsets.UTF_8)));
    }

    /** Answers with this what was revoked; known to nobody as long as it fails. */
    public void revocations(Future<Revocations> answer) {
        revocations = answer;
    }

    private Future<Revocations> revocations() {
        return revocations;
    }

    private Future<Authenticated> admit(AdmitExternal ask) {
        if (away) {
            return Future.failedFuture(Refusal.unavailable("away"));
        }
        admitted.add(ask);
        return turningAway
                ? Future.failedFuture(new Refusal(ErrorCode.REVOKED, "disabled"))
                : Future.succeededFuture(new Authenticated(actor(ask), 0, takenAt));
    }

    private static Actor actor(AdmitExternal ask) {
        String shown = ask.displayName().isEmpty() ? "Somebody" : ask.displayName();
        return new Actor(idOf(ask), ask.username() + "-x", shown, Set.of("user"));
    }

    private Future<LoginChecked> check(CheckLogin ask) {
        String loginId = ask.loginId();
        return away
                ? Future.failedFuture(Refusal.unavailable("away"))
                : Future.succeededFuture(new LoginChecked(loginId == null || !ended.contains(loginId)));
    }

    private Future<Profile> profile(ReadProfile ask) {
        return Stream.concat(Stream.of(ALICE, BOB), admitted.stream().map(AuthService::actor))
                .filter(actor -> actor.id().equals(ask.user()))
                .findFirst()
                .map(actor -> Future.succeededFuture(
                        new Profile(actor.id(), actor.username(), actor.displayName(), actor.roles())))
                .orElseGet(() -> Future.failedFuture(new Refusal(ErrorCode.NOT_FOUND, "nobody")));
    }

    /** How often it was asked for its keys. */
    int asked() {
        return asked;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written on the backbone's context only
    private Future<SigningKeys> keys() {
        asked++;
        return away ? Future.failedFuture(Refusal.unavailable("away")) : Future.succeededFuture(new SigningKeys(jwks));
    }

    private static Future<Authenticated> authenticate(Authenticate ask) {
        Set<String> right = Set.of(PASSWORD, DOTTED_PASSWORD);
        return ask.username().equals("alice") && right.contains(ask.password().value())
                ? Future.succeededFuture(new Authenticated(ALICE))
                : Future.failedFuture(new Refusal(ErrorCode.UNAUTHENTICATED, "wrong name or password"));
    }
}
