package dev.parley.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Artifacts;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.JavaProcess;
import dev.parley.testkit.LocalCluster;
import dev.parley.testkit.script.Gateway;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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

    private final String name = "rev-" + UUID.randomUUID().toString().substring(0, 13);

    @Test
    void aLogoutAtOneGatewayEndsEveryDoorOfTheOther(LocalCluster parley) {
        Api here = new Api(parley.gateways().get(0));
        Gateway there = parley.gateways().get(1);
        Api.Answer tokens = here.register(name);
        Api.Answer others = here.signIn(name);

        try (Doors doors = new Doors(there, tokens.token(), name);
                StompClient other = connected(StompClient.overTcp(there.host(), there.tcpPort()), others.token())) {
            long begin = System.nanoTime();
            here.logOut(tokens);

            doors.endRevoked(begin, "logout");
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
                StompClient spared = connected(StompClient.overTcp(there.host(), there.tcpPort()), chooser);
                StompClient byPassword = StompClient.overTcp(there.host(), there.tcpPort())) {
            byPassword.connect("login", name, "passcode", Api.passwordOf(name));
            long begin = System.nanoTime();
            assertThat(here.as(
                                    chooser,
                                    "POST",
                                    "/api/v1/auth/password",
                                    new JsonObject()
                                            .put("oldPassword", Api.passwordOf(name))
                                            .put("newPassword", "staple battery " + name))
                            .status())
                    .isEqualTo(204);

            doors.endRevoked(begin, "a new password");
            ended(byPassword);
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
            long begin = System.nanoTime();
            assertThat(here.as(admin, "DELETE", user + "/tokens/" + claim(tokens.token(), "jti"), null)
                            .status())
                    .isEqualTo(200);
            one.endRevoked(begin, "one token");
            isAlive(byPassword);

            begin = System.nanoTime();
            assertThat(here.as(admin, "DELETE", user + "/sessions/" + claim(second, "sid"), null)
                            .status())
                    .isEqualTo(200);
            session.endRevoked(begin, "one session");
            isAlive(byPassword);

            begin = System.nanoTime();
            assertThat(here.as(admin, "POST", user + "/disable", null).status()).isEqualTo(200);
            rest.endRevoked(begin, "disable");
            ended(byPassword);
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
        assertThat(admin(there, Api.ADMIN, "sign-out", "@" + name, "--json")).contains("\"sessions\" : [ ]");
        assertThat(admin(there, name, "users")).isEqualTo("parley: forbidden: only admins may do this\n");
        assertThat(admin(there, Api.ADMIN, "erase", "@" + name, "--yes")).isEqualTo("done\n");
        assertThat(admin(there, Api.ADMIN, "user", "@" + name)).startsWith("parley: not-found");
        String id = tokens.json().getJsonObject("user").getString("id");
        assertThat(admin(there, Api.ADMIN, "audit", "--user", id))
                .contains("registered", "logins-revoked", "user-erased")
                .doesNotContain(name, Api.passwordOf(name));
    }

    /** A connection at each door, signed in with one token. */
    private static final class Doors implements AutoCloseable {
        private final List<StompClient> stomp;
        private final BridgeSocket bridge;

        Doors(Gateway gateway, String token, String room) {
            String at = gateway.host() + ":" + gateway.httpPort();
            stomp = List.of(
                    connected(StompClient.overWebSocket(URI.create("ws://" + at + "/ws")), token),
                    connected(StompClient.overTcp(gateway.host(), gateway.tcpPort()), token),
                    connected(StompClient.overSockJs(URI.create("ws://" + at + "/ws-sockjs")), token));
            bridge = new BridgeSocket(gateway, token, room);
        }

        void endRevoked(long begin, String why) {
            stomp.forEach(RevocationIT::ended);
            bridge.endsRevoked();
            LOG.info(
                    "all doors of the other gateway ended {} ms after {} was asked for",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                    why);
        }

        @Override
        public void close() {
            stomp.forEach(StompClient::close);
            bridge.close();
        }
    }

    private static StompClient connected(StompClient client, String token) {
        client.connect("Authorization", "Bearer " + token);
        return client;
    }

    private static void ended(StompClient client) {
        StompFrame error = client.expect("an ERROR", frame -> frame.command().equals("ERROR"), PATIENCE);
        assertThat(error.header("code")).contains("revoked");
        client.expectClosed(PATIENCE);
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
