package dev.parley.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.auth.domain.SigningKey;
import dev.parley.auth.store.sql.SqlKeyStore;
import dev.parley.contracts.auth.AuthCommand;
import dev.parley.contracts.auth.AuthReply;
import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.FetchSigningKeys;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.auth.UpdateProfile;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.boot.Service.Running;
import dev.parley.platform.boot.ServiceRuntime;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import dev.parley.platform.health.Health;
import dev.parley.platform.metrics.Meters;
import dev.parley.platform.sql.Database;
import dev.parley.platform.sql.DatabaseOptions;
import dev.parley.testkit.Eventually;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process runs it, on a bus of one process and a SQLite file. */
class AuthServiceIT {
    private static final Secret PASSWORD = new Secret("correct horse");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SEAL_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String ANOTHER_SEAL_KEY = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Meters meters = new Meters();
    private final Bus bus = new Bus(vertx, new Addresses(1, 1), Duration.ofSeconds(20));
    private final List<LoginRevoked> heardByAGateway = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private Running running;

    @BeforeEach
    void start() {
        settings.put("PARLEY_DATA_DIR", folder.toString());
        settings.put("PARLEY_AUTH_GUESTS", "true");
        Answers.of(bus.serve(Addresses.GATEWAYS, new CommandTable().hear(LoginRevoked.class, heardByAGateway::add)));
        running = Answers.of(new AuthService().start(runtime()));
    }

    @AfterEach
    void stop() {
        Answers.of(running.stop());
        Answers.of(vertx.close());
        meters.close();
    }

    @Test
    void fromRegistrationToRevocationByReuse() {
        Tokens first = registered("alice");
        Tokens second = Answers.of(ask(new GrantRefresh(first.refreshToken(), null)));
        assertThat(heardByAGateway).isEmpty();

        assertThat(Answers.refusal(() -> ask(new GrantRefresh(first.refreshToken(), null)))
                        .code())
                .isEqualTo(ErrorCode.REVOKED);

        LoginRevoked revoked = new LoginRevoked(first.user().id(), claims(first).getString("sid"), null);
        Eventually.within(SOON, () -> assertThat(heardByAGateway).contains(revoked));
        assertThat(Answers.refusal(() -> ask(new GrantRefresh(second.refreshToken(), null)))
                        .code())
                .isEqualTo(ErrorCode.REVOKED);
        assertThat(Answers.of(ask(new GrantPassword("alice", PASSWORD, null))).user())
                .isEqualTo(first.user());
    }

    @Test
    void ofManyWhoRefreshAtOnceOneWinsAndTheSessionEnds() {
        Secret token = registered("alice").refreshToken();

        List<Future<Tokens>> all = IntStream.range(0, 5)
                .mapToObj(i -> ask(new GrantRefresh(token, null)))
                .toList();
        Answers.of(Future.join(all).otherwiseEmpty());

        assertThat(all.stream().filter(Future::succeeded)).hasSize(1);
        assertThat(all.stream().filter(Future::failed))
                .allSatisfy(
                        lost -> assertThat(Answers.refusal(() -> lost).code()).isEqualTo(ErrorCode.REVOKED));
    }

    @Test
    void aTokenIsVerifiedWithTheKeysThatTheServicePublishes() {
        Tokens tokens = registered("alice");

        JWTAuthOptions keys = new JWTAuthOptions();
        new JsonObject(Answers.of(ask(new FetchSigningKeys())).jwks())
                .getJsonArray("keys")
                .forEach(key -> keys.addJwk((JsonObject) key));

        assertThat(Answers.of(JWTAuth.create(vertx, keys)
                                .authenticate(new TokenCredentials(
                                        tokens.accessToken().value())))
                        .subject())
                .isEqualTo(tokens.user().id().value());
    }

    @Test
    void aRestartKeepsAccountsSessionsAndKeys() {
        Tokens before = registered("alice");
        String keys = Answers.of(ask(new FetchSigningKeys())).jwks();

        restart(Map.of());

        assertThat(Answers.of(ask(new FetchSigningKeys())).jwks()).isEqualTo(keys);
        assertThat(Answers.of(ask(new GrantRefresh(before.refreshToken(), null)))
                        .user())
                .isEqualTo(before.user());
        assertThat(Answers.refusal(() -> ask(new Register("alice", PASSWORD, "", null)))
                        .code())
                .isEqualTo(ErrorCode.CONFLICT);
    }

    @Test
    void logoutAndANewPasswordAreHeardByTheGateways() {
        Tokens here = registered("alice");
        Tokens there = Answers.of(ask(new GrantPassword("alice", PASSWORD, null)));
        String sid = claims(here).getString("sid");

        Answers.of(ask(new ChangePassword(here.user().id(), sid, PASSWORD, new Secret("battery staple"), null)));
        Answers.of(ask(new Logout(here.refreshToken(), null)));

        Eventually.within(
                SOON,
                () -> assertThat(heardByAGateway)
                        .contains(
                                new LoginRevoked(here.user().id(), null, sid, null, 1),
                                new LoginRevoked(here.user().id(), sid, null)));
        assertThat(Answers.refusal(() -> ask(new GrantRefresh(there.refreshToken(), null)))
                        .code())
                .isEqualTo(ErrorCode.REVOKED);
    }

    @Test
    void peopleAndGuestsHaveTheirProfiles() {
        Tokens guest = Answers.of(ask(new GrantGuest("Visitor", null)));
        Tokens alice = registered("alice");

        Profile renamed = Answers.of(ask(new UpdateProfile(alice.user().id(), "Alice")));

        assertThat(Answers.of(ask(new ReadProfile(alice.user().id())))).isEqualTo(renamed);
        assertThat(Answers.of(ask(new Authenticate("alice", PASSWORD, null)))
                        .actor()
                        .displayName())
                .isEqualTo("Alice");
        assertThat(guest.user().username()).matches("guest-[a-z0-9]{8}");
        assertThat(claims(guest).getJsonArray("roles")).isEqualTo(new JsonArray(List.of("guest")));
    }

    @Test
    void aSealedKeySignsAndIsInTheClearNowhereInTheDatabase() {
        Tokens before = registered("alice");
        String published = Answers.of(ask(new FetchSigningKeys())).jwks();
        assertThat(storedKey()).contains("\"d\"");

        restart(Map.of("PARLEY_AUTH_SEAL_KEYS", SEAL_KEY));

        assertThat(storedKey()).startsWith("a256gcm.").doesNotContain("\"d\"");
        assertThat(Answers.of(ask(new FetchSigningKeys())).jwks()).isEqualTo(published);
        assertThat(Answers.of(ask(new GrantRefresh(before.refreshToken(), null)))
                        .user())
                .isEqualTo(before.user());
    }

    @Test
    void aKeyThatIsMadeWhereKeysAreSealedIsSealedFromTheFirst() {
        Answers.of(running.stop());
        settings.put("PARLEY_DATA_DIR", folder.resolve("fresh").toString());
        settings.put("PARLEY_AUTH_SEAL_KEYS", SEAL_KEY);
        running = Answers.of(new AuthService().start(runtime()));

        assertThat(storedKey()).startsWith("a256gcm.").doesNotContain("\"d\"");
        registered("alice");
    }

    @Test
    void withAnotherSealKeyThereIsNoStart() {
        restart(Map.of("PARLEY_AUTH_SEAL_KEYS", SEAL_KEY));
        Answers.of(running.stop());
        settings.put("PARLEY_AUTH_SEAL_KEYS", ANOTHER_SEAL_KEY);

        Future<Running> started = new AuthService().start(runtime());

        assertThatThrownBy(() -> Answers.of(started))
                .hasMessageContaining("PARLEY_AUTH_SEAL_KEYS")
                .hasMessageNotContaining(ANOTHER_SEAL_KEY);
        settings.put("PARLEY_AUTH_SEAL_KEYS", SEAL_KEY);
        running = Answers.of(new AuthService().start(runtime()));
    }

    @Test
    void answersAreCountedByCommandAndCode() {
        registered("alice");
        Answers.refusal(() -> ask(new Register("alice", PASSWORD, "", null)));

        assertThat(meters.scrape())
                .contains("parley_auth_commands_total{code=\"ok\",command=\"Register\"} 1.0")
                .contains("parley_auth_commands_total{code=\"conflict\",command=\"Register\"} 1.0");
    }

    private Tokens registered(String name) {
        return Answers.of(ask(new Register(name, PASSWORD, "", null)));
    }

    private <R extends AuthReply> Future<R> ask(AuthCommand<R> command) {
        return bus.ask(command);
    }

    private void restart(Map<String, String> more) {
        Answers.of(running.stop());
        settings.putAll(more);
        running = Answers.of(new AuthService().start(runtime()));
    }

    /** As the database has it. */
    private String storedKey() {
        DatabaseOptions options = DatabaseOptions.of(Settings.load(settings), "auth");
        Database database = Answers.of(Database.open(vertx, options, "db/auth"));
        List<SigningKey> keys = Answers.of(new SqlKeyStore(database).all());
        Answers.of(database.close());
        assertThat(keys).hasSize(1);
        return keys.get(0).privateJwk();
    }

    private ServiceRuntime runtime() {
        LocalBackbone backbone = new LocalBackbone(vertx, new NodeId("auth-test", "1"));
        return new ServiceRuntime(backbone, bus, Settings.load(settings), new Health(), meters);
    }

    private static JsonObject claims(Tokens tokens) {
        String body = tokens.accessToken().value().split("\\.", -1)[1];
        return new JsonObject(
                new String(java.util.Base64.getUrlDecoder().decode(body), java.nio.charset.StandardCharsets.UTF_8));
    }
}
