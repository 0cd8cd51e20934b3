package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is taken at one gateway ends at the other, at every door: by logout and by an admin, over REST and from the command
 * line; and a gateway that comes later knows it.
 */
@ExtendWith(Runs.class)
class RevocationIT {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationIT.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STARTED = Duration.ofMinutes(4);
    private static final long PROMISED_MILLIS = 1_000;
    private static final int ATTEMPTS = 5;

    private final String name = "rev-" + UUID.randomUUID().toString().substring(0, 13);

    @Test
    void aLogoutAtOneGatewayEndsEveryDoorOfTheOther(LocalCluster parley) {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        Api.Answer tokens = here.register(name);
        Api.Answer others = here.signIn(name);

        try (Doors doors = new Doors(there, tokens.token(), name);
                StompClient other =
                        Doors.connected(StompClient.overTcp(there.host(), there.tcpPort()), others.token())) {
            here.logOut(tokens);

            doors.endRevoked();
            isRevoked(there, tokens.token());
            isAlive(other);
        }
    }

    @Test
    void aNewPasswordEndsAllButTheSessionThatChoseIt(LocalCluster parley) {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        String chooser = here.register(name).token();
        String other = here.signIn(name).token();

        try (Doors doors = new Doors(there, other, name);
                StompClient spared = Doors.connected(StompClient.overTcp(there.host(), there.tcpPort()), chooser);
                StompClient byPassword = StompClient.overTcp(there.host(), there.tcpPort())) {
            byPassword.connect("login", name, "passcode", Api.passwordOf(name));
            assertThat(here.as(
                                    chooser,
                                    "POST",
                                    "/api/v1/auth/password",
                                    new JsonObject()
                                            .put("oldPassword", Api.passwordOf(name))
                                            .put("newPassword", "staple battery " + name))
                            .status())
                    .isEqualTo(204);

            doors.endRevoked();
            Doors.endsRevoked(byPassword);
            isRevoked(there, other);
            isAlive(spared);
            assertThat(new Api(there).as(chooser, "GET", "/api/v1/me", null).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void anAdminTakesOneTokenOneSessionOrAllThatAUserHas(LocalCluster parley) {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        Api.Answer tokens = here.register(name);
        String second = here.signIn(name).token();
        String other = here.signIn(name).token();
        String admin = here.signIn(Api.ADMIN).token();
        String user = "/api/v1/admin/users/@" + name;

        try (Doors one = new Doors(there, tokens.token(), name);
                Doors session = new Doors(there, second, name);
                Doors rest = new Doors(there, other, name);
                StompClient byPassword = StompClient.overTcp(there.host(), there.tcpPort())) {
            byPassword.connect("login", name, "passcode", Api.passwordOf(name));
            assertThat(here.as(admin, "DELETE", user + "/tokens/" + claim(tokens.token(), "jti"), null)
                            .status())
                    .isEqualTo(200);
            one.endRevoked();
            isAlive(byPassword);

            assertThat(here.as(admin, "DELETE", user + "/sessions/" + claim(second, "sid"), null)
                            .status())
                    .isEqualTo(200);
            session.endRevoked();
            isAlive(byPassword);

            assertThat(here.as(admin, "POST", user + "/disable", null).status()).isEqualTo(200);
            rest.endRevoked();
            Doors.endsRevoked(byPassword);
        }

        isRevoked(there, other);
        assertThat(refusal(new Api(there).signIn(name))).isEqualTo("unauthenticated");
        assertThat(here.as(admin, "POST", user + "/enable", null).status()).isEqualTo(200);
        assertThat(here.as(
                                admin,
                                "PUT",
                                user + "/roles",
                                new JsonObject().put("roles", new JsonArray().add("moderator")))
                        .status())
                .isEqualTo(200);
        assertThat(new Api(there).signIn(name).json().getJsonObject("user").getJsonArray("roles"))
                .contains("moderator");
    }

    /** Whose tokens are taken, and how: what {@link #anAdminTakesOneTokenOneSessionOrAllThatAUserHas} does not do. */
    private enum Act {
        ROLES,
        SIGN_OUT,
        ERASE,
        REUSE,
        GUEST
    }

    @ParameterizedTest
    @EnumSource
    void whatIsTakenAtOneGatewayEndsEveryDoorOfTheOther(Act act, LocalCluster parley) {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        Api.Answer tokens = act == Act.GUEST ? here.guest("Passer-by") : here.register(name);
        Api.Answer spent = act == Act.REUSE ? here.refresh(tokens) : tokens;
        assertThat(spent.status()).isBetween(200, 201);

        try (Doors doors = new Doors(there, tokens.token(), name)) {
            take(act, here, tokens);

            doors.endRevoked();
        }
        isRevoked(there, tokens.token());
    }

    private void take(Act act, Api here, Api.Answer tokens) {
        String user = "/api/v1/admin/users/@" + name;
        String admin = here.signIn(Api.ADMIN).token();
        JsonObject moderator = new JsonObject().put("roles", new JsonArray().add("moderator"));
        switch (act) {
            case ROLES -> done(here.as(admin, "PUT", user + "/roles", moderator));
            case SIGN_OUT -> done(here.as(admin, "DELETE", user + "/sessions", null));
            case ERASE -> done(here.as(admin, "DELETE", user, null));
            case REUSE -> assertThat(refusal(here.refresh(tokens))).isEqualTo("revoked");
            case GUEST -> here.logOut(tokens);
        }
    }

    private static void done(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isBetween(200, 204);
    }

    @Test
    void aPersonOfAnotherIssuerIsSignedOutAtEveryDoorOfTheOtherGateway(LocalCluster parley, IdentityProvider provider) {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        String token = Runs.ISSUER_KEY.signed(provider.claims(name, Runs.AUDIENCE));
        String user = here.as(token, "GET", "/api/v1/me", null).json().getString("id");

        try (Doors doors = new Doors(there, token, name)) {
            String admin = here.signIn(Api.ADMIN).token();
            done(here.as(admin, "DELETE", "/api/v1/admin/users/" + user + "/sessions", null));

            doors.endRevoked();
        }
        isRevoked(there, token);
    }

    /**
     * The promise itself, and so the one time that is asserted: of a few attempts one keeps it, as a machine that is busy
     * may be late. That gateway asks so seldom that it can only have been told.
     */
    @Test
    void everyDoorOfAGatewayThatIsToldEndsWithinASecond(LocalCluster parley) {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        parley.process("gateway-2").kill();
        JavaProcess seldom =
                JavaProcess.start(asksSeldom(parley.process("gateway-2").spec()));
        try {
            seldom.awaitReady(STARTED);
            logOutMillis(here, there, "first"); // may be too early for all to know that it is there

            List<Long> millis = new ArrayList<>();
            while (millis.size() < ATTEMPTS && millis.stream().noneMatch(took -> took < PROMISED_MILLIS)) {
                millis.add(logOutMillis(here, there, "n" + millis.size()));
            }
            LOG.info("all doors of the other gateway ended so many ms after the logout was asked for: {}", millis);
            assertThat(millis).anyMatch(took -> took < PROMISED_MILLIS);
        } finally {
            seldom.kill();
            parley.restart("gateway-2");
        }
    }

    private static JavaProcess.Spec asksSeldom(JavaProcess.Spec spec) {
        Map<String, String> settings = new HashMap<>(spec.settings());
        settings.put("PARLEY_REVOCATIONS_MILLIS", "45000");
        return new JavaProcess.Spec(
                spec.name(),
                spec.folder(),
                spec.classPath(),
                spec.mainClass(),
                spec.jvmOptions(),
                settings,
                spec.place(),
                spec.managementPort());
    }

    /** From asking for a logout at one gateway to the end of every door of the other. */
    private long logOutMillis(Api here, Gateway there, String attempt) {
        Api.Answer tokens = here.register(name + attempt);
        try (Doors doors = new Doors(there, tokens.token(), name)) {
            long begin = System.nanoTime();
            here.logOut(tokens);
            doors.endRevoked();
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        }
    }

    @Test
    void aGatewayThatComesLaterKnowsWhatWasRevokedBefore(LocalCluster parley) {
        Api here = new Api(parley.gateways().get(0));
        Api there = new Api(parley.gateways().get(1));
        Api.Answer tokens = here.register(name);
        assertThat(there.as(tokens.token(), "GET", "/api/v1/me", null).status()).isEqualTo(200);
        JavaProcess gateway = parley.process("gateway-2");

        gateway.kill();
        here.logOut(tokens);
        parley.restart("gateway-2");

        isRevoked(there.gateway(), tokens.token());
    }

    @Test
    void theCommandLineDoesWhatItSays(LocalCluster parley) throws Exception {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        Api.Answer tokens = here.register(name);

        assertThat(admin(there, Api.ADMIN, "user", "@" + name)).contains(name, "sessions\nID ");
        theCommandLineChanges(here, there, tokens.token());
        assertThat(admin(there, Api.ADMIN, "sign-out", "@" + name, "--json")).contains("\"sessions\" : [ ]");
        assertThat(admin(there, name, "users")).isEqualTo("parley: forbidden: only admins may do this\n");
        assertThat(admin(there, Api.ADMIN, "erase", "@" + name, "--yes")).isEqualTo("done\n");
        assertThat(admin(there, Api.ADMIN, "user", "@" + name)).startsWith("parley: not-found");
        String id = tokens.json().getJsonObject("user").getString("id");
        assertThat(admin(there, Api.ADMIN, "audit", "--user", id))
                .contains("registered", "logins-revoked", "user-erased")
                .doesNotContain(name, Api.passwordOf(name));
    }

    private void theCommandLineChanges(Api here, Gateway there, String token) throws Exception {
        assertThat(admin(there, Api.ADMIN, "revoke-token", "@" + name, claim(token, "jti")))
                .contains(name);
        isRevoked(there, token);
        assertThat(admin(there, Api.ADMIN, "disable", "@" + name)).contains(name, "disabled");
        assertThat(refusal(here.signIn(name))).isEqualTo("unauthenticated");
        assertThat(admin(there, Api.ADMIN, "enable", "@" + name)).contains(name);
        assertThat(here.signIn(name).status()).isEqualTo(200);
        assertThat(admin(there, Api.ADMIN, "roles", "@" + name, "moderator")).contains(name, "moderator");
        assertThat(here.signIn(name).json().getJsonObject("user").getJsonArray("roles"))
                .contains("moderator");
        assertThat(admin(there, Api.ADMIN, "rotate-keys")).contains("signsFrom");
        assertThat(admin(there, Api.ADMIN, "rotate-keys")).startsWith("parley: conflict");
    }

    private static void isAlive(StompClient client) {
        String id = UUID.randomUUID().toString();
        client.send(StompFrame.of("SUBSCRIBE", "id", id, "destination", "/user/queue/errors", "receipt", id));
        client.expectReceipt(id);
    }

    /** At each event loop of a gateway by itself: what one knows, the next may be about to hear. */
    private static void isRevoked(Gateway gateway, String token) {
        Eventually.within(
                PATIENCE,
                () -> assertThat(refusal(new Api(gateway).as(token, "GET", "/api/v1/me", null)))
                        .isEqualTo("revoked"));
    }

    private static String refusal(Api.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        return answer.json().getString("code");
    }

    private static String claim(String token, String name) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new JsonObject(new String(claims, StandardCharsets.UTF_8)).getString(name);
    }

    /** What {@code ./parley admin} prints, run as the script runs it. */
    private static String admin(Gateway gateway, String username, String... words)
            throws IOException, InterruptedException {
        Path folder = Runs.freshFolder("admin");
        Path password = Files.writeString(folder.resolve("password"), Api.passwordOf(username));
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        Artifacts.classPath(Artifacts.projectRoot(), "auth-service"),
                        "dev.parley.auth.cli.AdminMain")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()));
        builder.command().addAll(List.of(words));
        builder.environment().put("PARLEY_ADMIN_URL", gateway.http());
        builder.environment().put("PARLEY_ADMIN_USERNAME", username);
        builder.environment().put("PARLEY_ADMIN_PASSWORD_FILE", password.toString());
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output);
    }
}
