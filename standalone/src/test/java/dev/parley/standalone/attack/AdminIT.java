package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only admins may, tried by everybody else, and by admins who are none any more. */
@ExtendWith(Attacked.Given.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminIT {
    private final Books books;
    private final String moderator;
    private final String demoted;
    private final String disabled;

    AdminIT(Attacked parley) {
        books = new Books(parley);
        moderator = withRole(parley, books, "marshal", "moderator");
        demoted = withRole(parley, books, "demoted", "admin");
        disabled = withRole(parley, books, "retired", "admin");
        books.setRoles("demoted");
        assertThat(books.ask("POST", "/users/@retired/disable", "").status()).isEqualTo(200);
    }

    /** The token of somebody new who has that role; an admin has used it. */
    private static String withRole(Attacked parley, Books books, String username, String role) {
        parley.register(username);
        books.setRoles(username, role);
        String token = parley.signIn(username).json().getString("access_token");
        assertThat(parley.http().as(token, "GET", "/api/v1/admin/users", "").status())
                .isEqualTo(role.equals("admin") ? 200 : 403);
        return token;
    }

    private void isForbidden(Calls.Call call, String token, Attacked parley) {
        String before = books.state();

        Http.Answer answer = parley.http().as(token, call.method(), call.of("@alice"), call.body());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().getString("code")).isEqualTo("forbidden");
        assertThat(books.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofAdmins")
    void nobodyDoesWhatAdminsDo(Calls.Call call, Attacked parley) {
        String before = books.state();

        Http.Answer answer = parley.http().send(call.method(), call.of("@alice"), call.body());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(books.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofAdmins")
    void aGuestDoesNothingOfWhatAdminsDo(Calls.Call call, Attacked parley) {
        isForbidden(call, parley.guest(), parley);
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofAdmins")
    void aPersonDoesNothingOfWhatAdminsDo(Calls.Call call, Attacked parley) {
        isForbidden(call, parley.mallory(), parley);
    }

    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofAdmins")
    void aModeratorDoesNothingOfWhatAdminsDo(Calls.Call call, Attacked parley) {
        isForbidden(call, moderator, parley);
    }

    /** Where the gateway has not heard of it yet, the auth service knows. */
    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofAdmins")
    void whoIsNoAdminAnyMoreDoesNothing(Calls.Call call, Attacked parley) {
        String before = books.state();

        Http.Answer ofDemoted = parley.http().as(demoted, call.method(), call.of("@alice"), call.body());
        Http.Answer ofDisabled = parley.http().as(disabled, call.method(), call.of("@alice"), call.body());

        assertThat(ofDemoted.status()).isIn(401, 403);
        assertThat(ofDisabled.status()).isIn(401, 403);
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aDisabledAdminDoesNotSignInAgain(Attacked parley) {
        assertThat(parley.signIn("retired").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /disable", "POST /enable", "PUT /roles", "DELETE "})
    void theLastAdminDoesNotShutItselfOut(String call, Attacked parley) {
        String id = books.ask("GET", "/users/@" + Attacked.ADMIN, "").json().getString("id");
        String before = books.state();
        String[] words = call.split(" ", 2);
        String body = words[0].equals("PUT") ? "{\"roles\":[]}" : "";

        for (String user : new String[] {"@" + Attacked.ADMIN, id}) {
            assertThat(books.ask(words[0], "/users/" + user + words[1], body).status())
                    .isEqualTo(409);
        }
        assertThat(books.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "none"})
    void aRoleWrittenIntoATokenIsNotBelieved(String algorithm, Attacked parley) {
        String[] parts = parley.mallory().split("\\.", -1);
        JsonObject header = decoded(parts[0]).put("alg", algorithm);
        JsonObject claims = decoded(parts[1]).put("roles", new JsonArray().add("admin"));
        String before = books.state();

        for (String signature : new String[] {parts[2], ""}) {
            String forged = encoded(header) + "." + encoded(claims) + "." + signature;
            assertThat(parley.http()
                            .as(forged, "POST", "/api/v1/admin/users/@alice/disable", "")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(books.state()).isEqualTo(before);
    }

    @Test
    void aRoleAskedForWithATokenIsNotGiven(Attacked parley) {
        parley.register("climber");
        JsonObject refresh = new JsonObject()
                .put("grant_type", "refresh_token")
                .put("refresh_token", parley.signIn("climber").json().getString("refresh_token"))
                .put("scope", "admin")
                .put("roles", new JsonArray().add("admin"))
                .put("era", 0);

        JsonObject tokens = parley.http()
                .send("POST", "/api/v1/auth/token", refresh.encode())
                .json();

        assertThat(tokens.getJsonObject("user").getJsonArray("roles")).containsExactly("user");
        assertThat(parley.http()
                        .as(tokens.getString("access_token"), "GET", "/api/v1/admin/users", "")
                        .status())
                .isEqualTo(403);
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String encoded(JsonObject part) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
    }
}
