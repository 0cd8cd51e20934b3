package dev.parley.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminMainTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    private Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private HttpServer server;
    private volatile boolean signOutFails;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users --search bo --limit 5   | GET /api/v1/admin/users?q=bo&limit=5",
                "user @bob                     | GET /api/v1/admin/users/%40bob",
                "disable @bob                  | POST /api/v1/admin/users/%40bob/disable",
                "enable u-1                    | POST /api/v1/admin/users/u-1/enable",
                "roles @bob moderator          | PUT /api/v1/admin/users/%40bob/roles {\"roles\":[\"moderator\"]}",
                "roles @bob user               | PUT /api/v1/admin/users/%40bob/roles {\"roles\":[\"user\"]}",
                "sign-out @bob                 | DELETE /api/v1/admin/users/%40bob/sessions",
                "sign-out @bob l1              | DELETE /api/v1/admin/users/%40bob/sessions/l1",
                "revoke-token @bob ../x        | DELETE /api/v1/admin/users/%40bob/tokens/..%2Fx",
                "erase @bob --yes              | DELETE /api/v1/admin/users/%40bob",
                "rotate-keys                   | POST /api/v1/admin/keys/rotate",
                "audit --user @bob             | GET /api/v1/admin/audit?user=%40bob"
            })
    void eachCommandIsOneCallWithTheToken(String words, String call) {
        int status = run(words, Map.of("PARLEY_ADMIN_TOKEN", "a-token"));

        assertThat(status).as(text(err)).isZero();
        assertThat(asked).containsExactly(call + " by Bearer a-token");
    }

    @Test
    void aPasswordSignsInForTheOneCallAndOutAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");

        int status = run(
                "user @bob", Map.of("PARLEY_ADMIN_USERNAME", "bossy", "PARLEY_ADMIN_PASSWORD_FILE", file.toString()));

        assertThat(status).isZero();
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/auth/token {\"grant_type\":\"password\",\"username\":\"bossy\",\"password\":\""
                                + PASSWORD + "\"} by null",
                        "GET /api/v1/admin/users/%40bob by Bearer access",
                        "POST /api/v1/auth/logout {\"refresh_token\":\"refresh\"} by null");
        assertThat(text(out) + text(err)).doesNotContain(PASSWORD, "access", "refresh");
    }

    @Test
    void aRefusalIsSaidInOneSentence() {
        int status = run("user @forbidden", Map.of("PARLEY_ADMIN_TOKEN", "a-token"));

        assertThat(status).isEqualTo(1);
        assertThat(text(err).strip()).isEqualTo("parley: forbidden: only admins may do this");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "disable",
                "user @bob now",
                "users --all yes",
                "users --limit",
                "roles @bob",
                "erase @bob"
            })
    void whatIsNoCommandIsNotAsked(String words) {
        assertThat(run(words, Map.of("PARLEY_ADMIN_TOKEN", "a-token"))).isEqualTo(2);
        assertThat(text(err)).contains("--help");
        assertThat(asked).isEmpty();
    }

    @Test
    void aListIsATableAndCanBeJson() {
        int status = run("users --search all", Map.of("PARLEY_ADMIN_TOKEN", "a-token"));

        assertThat(status).isZero();
        assertThat(text(out)).isEqualTo("""
                USERNAME  DISPLAY NAME     ROLES
                al        -                user
                bob       ?[2J?evil?name?  moderator user
                more: --cursor Ym9i
                """);

        run("users --search all --json", Map.of("PARLEY_ADMIN_TOKEN", "a-token"));

        assertThat(text(out)).endsWith("\"cursor\" : \"Ym9i\"\n}\n").doesNotContain("\u001b");
    }

    @Test
    void oneUserIsNamesAndValuesAndItsSessionsATable() {
        run("user @shown", Map.of("PARLEY_ADMIN_TOKEN", "a-token"));

        assertThat(text(out)).isEqualTo("""
                username  bob
                disabled  true
                sessions
                ID  CREATED AT
                l1  2026-01-01T00:00:00Z
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redirect", "page"})
    void whatIsNoGatewayHasDoneNothing(String path) {
        assertThat(run("disable " + path, Map.of("PARLEY_ADMIN_TOKEN", "a-token")))
                .isEqualTo(1);
        assertThat(text(err)).contains("PARLEY_ADMIN_URL");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void anActThatIsDoneIsSaidToBeDoneWhateverBecomesOfTheSignOut() throws IOException {
        Path file = Files.writeString(folder.resolve("password"), PASSWORD);
        signOutFails = true;

        int status = run(
                "user @bob", Map.of("PARLEY_ADMIN_USERNAME", "bossy", "PARLEY_ADMIN_PASSWORD_FILE", file.toString()));

        assertThat(status).isZero();
        assertThat(asked).hasSize(3);
    }

    @Test
    void whatIsNoTokenIsNeitherSentNorPrinted() {
        assertThat(run("users", Map.of("PARLEY_ADMIN_TOKEN", "secret\nthing"))).isEqualTo(2);
        assertThat(text(err)).contains("PARLEY_ADMIN_TOKEN").doesNotContain("secret");
        assertThat(asked).isEmpty();
    }

    @Test
    void withoutCredentialsNothingIsAsked() {
        assertThat(run("users", Map.of())).isEqualTo(2);
        assertThat(text(err)).contains("PARLEY_ADMIN_TOKEN_FILE");
        assertThat(asked).isEmpty();
    }

    @Test
    void aGatewayThatIsAwayIsNamed() {
        server.stop(0);

        assertThat(run("users", Map.of("PARLEY_ADMIN_TOKEN", "a-token"))).isEqualTo(1);
        assertThat(text(err)).contains("no answer from http://127.0.0.1:");
    }

    @Test
    void credentialsAreNeverPrinted() {
        assertThat(Credentials.find(Map.of("PARLEY_ADMIN_TOKEN", "a-token"), null))
                .hasToString("[redacted]");
    }

    private int run(String words, Map<String, String> environment) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        return AdminMain.run(
                words.isBlank() ? List.of() : List.of(words.strip().split("\\s+")),
                Map.of("PARLEY_ADMIN_URL", url),
                () -> Credentials.find(environment, null),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String uri = exchange.getRequestURI().toString();
        asked.add(exchange.getRequestMethod() + " " + uri + (body.isEmpty() ? "" : " " + body) + " by "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        boolean refused = uri.contains("forbidden") || (signOutFails && uri.endsWith("/logout"));
        byte[] bytes = (refused ? "{\"code\":\"forbidden\",\"detail\":\"only admins may do this\"}" : body(uri))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refused ? 403 : uri.contains("redirect") ? 302 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String body(String uri) {
        if (uri.endsWith("/token")) {
            return "{\"access_token\":\"access\",\"refresh_token\":\"refresh\"}";
        }
        if (uri.contains("q=all")) {
            return "{\"items\":[{\"username\":\"al\",\"displayName\":\"\",\"roles\":[\"user\"]},"
                    + "{\"username\":\"bob\",\"displayName\":\"\\u001b[2J\\u0007evil\\u202ename\\n\","
                    + "\"roles\":[\"moderator\",\"user\"]}],\"cursor\":\"Ym9i\"}";
        }
        if (uri.contains("shown")) {
            return "{\"username\":\"bob\",\"disabled\":true,"
                    + "\"sessions\":[{\"id\":\"l1\",\"createdAt\":\"2026-01-01T00:00:00Z\"}]}";
        }
        return uri.contains("page") ? "<html>" : "{\"username\":\"bob\"}";
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
