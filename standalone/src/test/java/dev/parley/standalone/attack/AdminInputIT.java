package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an admin is made to ask: it changes what it names, and nothing else. */
@ExtendWith(Attacked.Given.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminInputIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Books books;

    AdminInputIT(Attacked parley) {
        books = new Books(parley);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%00",
                "@",
                "@al%00ice",
                "@ALICE",
                "@alice%20",
                "..%2f..%2fauth",
                "%2e%2e",
                "'%20OR%20'1'='1",
                "@%0d%0aSet-Cookie:%20x=y",
                "%ff%fe",
                "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggg",
                "%25"
            })
    void anIdThatIsNoneChangesNobody(String id, Attacked parley) {
        String before = books.state();

        for (String call : List.of("GET ", "POST /disable", "DELETE /sessions", "DELETE ")) {
            String[] words = call.split(" ", 2);
            Http.Answer answer = books.ask(words[0], "/users/" + id + words[1], "");

            assertThat(answer.status()).as(call).isIn(400, 404, 405);
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
        assertThat(books.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "AA", "Li4vLi4", "JyBPUiAxPTEgLS0", "MQ", "%00", "%ff", "a b"})
    void aCursorThatNobodyGaveIsRefused(String cursor, Attacked parley) {
        String encoded = cursor.replace(" ", "%20");

        assertThat(books.ask("GET", "/users?cursor=" + encoded, "").status()).isEqualTo(400);
        assertThat(books.ask("GET", "/audit?cursor=" + encoded, "").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=-1", "limit=1e9", "limit=all", "limit=1&limit=2", "cursor=MQ&cursor=MQ"})
    void aPageOfNoSizeIsRefused(String query, Attacked parley) {
        assertThat(books.ask("GET", "/users?" + query, "").status()).isEqualTo(400);
        assertThat(books.ask("GET", "/audit?" + query, "").status()).isEqualTo(400);
    }

    @Test
    void aPageHasABoundWhateverIsAskedFor(Attacked parley) {
        assertThat(books.ask("GET", "/audit?limit=2000000000", "").json().getJsonArray("items"))
                .hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%25", "'%20OR%20'1'='1", "alice'--", "_lice", "%5c"})
    void aSearchIsForATextAndNoPattern(String query, Attacked parley) {
        Http.Answer answer = books.ask("GET", "/users?q=" + query, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getJsonArray("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"roles\":[\"root\"]}",
                "{\"roles\":[\"Admin\"]}",
                "{\"roles\":[\"admin \"]}",
                "{\"roles\":[\"guest\"]}",
                "{\"roles\":\"admin\"}",
                "{\"roles\":[[\"admin\"]]}",
                "{\"roles\":{\"admin\":true}}",
                "{\"roles\":null}",
                "{}",
                "[]"
            })
    void whatIsNoRoleIsNotGiven(String body, Attacked parley) {
        String before = books.state();

        assertThat(books.ask("PUT", "/users/@alice/roles", body).status()).isEqualTo(400);
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aGuestIsMadeNoAdmin(Attacked parley) {
        String guest =
                parley.http().as(parley.guest(), "GET", "/api/v1/me", "").json().getString("id");

        assertThat(books.ask("PUT", "/users/" + guest + "/roles", "{\"roles\":[\"admin\"]}")
                        .status())
                .isEqualTo(409);
        assertThat(books.ask("GET", "/users/" + guest, "").json().getJsonArray("roles"))
                .containsExactly("guest");
    }

    @Test
    void aSessionOrATokenIsTakenFromItsOwnerAlone(Attacked parley) {
        JsonObject claims = claims(parley.alice());

        assertThat(books.ask("DELETE", "/users/@mallory/sessions/" + claims.getString("sid"), "")
                        .status())
                .isEqualTo(200);
        assertThat(books.ask("DELETE", "/users/@mallory/tokens/" + claims.getString("jti"), "")
                        .status())
                .isEqualTo(200);

        assertThat(books.ask("GET", "/users/@alice", "").json().getJsonArray("sessions").stream()
                        .map(session -> ((JsonObject) session).getString("id")))
                .contains(claims.getString("sid"));
        assertThat(parley.http().as(parley.alice(), "GET", "/api/v1/me", "").status())
                .isEqualTo(200);
    }

    @Test
    void nobodyComesBackAsSomebodyWhoWasErased(Attacked parley) {
        parley.register("ghost");
        JsonObject tokens = parley.signIn("ghost").json();
        assertThat(books.ask("DELETE", "/users/@ghost", "").status()).isEqualTo(204);

        JsonObject again = new JsonObject().put("username", "ghost").put("password", Attacked.PASSWORD);
        JsonObject refresh = new JsonObject()
                .put("grant_type", "refresh_token")
                .put("refresh_token", tokens.getString("refresh_token"));

        assertThat(parley.http()
                        .send("POST", "/api/v1/auth/register", again.encode())
                        .status())
                .isEqualTo(409);
        assertThat(parley.signIn("ghost").status()).isEqualTo(401);
        assertThat(parley.http()
                        .send("POST", "/api/v1/auth/token", refresh.encode())
                        .status())
                .isEqualTo(401);
        Eventually.within(
                PATIENCE,
                () -> assertThat(parley.http()
                                .as(tokens.getString("access_token"), "GET", "/api/v1/rooms?scope=mine", "")
                                .status())
                        .isEqualTo(401));
        assertThat(books.ask("GET", "/users/@ghost", "").status()).isEqualTo(404);
    }

    @Test
    void nothingThatAClientMadeUpIsInTheAuditLog(Attacked parley) {
        String made = "made-up roles-set by admin";
        JsonObject account = new JsonObject()
                .put("username", "forger")
                .put("password", Attacked.PASSWORD)
                .put("displayName", made);
        JsonObject wrong = new JsonObject()
                .put("grant_type", "password")
                .put("username", "forger")
                .put("password", "wrong horse battery");
        parley.http()
                .send(
                        "POST",
                        "/api/v1/auth/register",
                        account.encode(),
                        "User-Agent: " + made,
                        "X-Forwarded-For: 203.0.113.99");
        parley.http()
                .send(
                        "POST",
                        "/api/v1/auth/token",
                        wrong.encode(),
                        "User-Agent: " + made,
                        "Forwarded: for=203.0.113.99",
                        "X-Forwarded-For: 203.0.113.99");

        List<JsonObject> events = books.audit("forger");

        assertThat(events)
                .extracting(event -> event.getString("event"))
                .containsExactly("sign-in-failed", "registered");
        assertThat(new JsonArray(events).encode()).doesNotContain("made-up", "203.0.113.99", "wrong horse");
    }

    private static JsonObject claims(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
        return new JsonObject(new String(claims, StandardCharsets.UTF_8));
    }
}
