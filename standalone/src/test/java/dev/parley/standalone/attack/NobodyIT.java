package dev.parley.standalone.attack;

import static dev.parley.standalone.attack.Attacked.GARDEN;
import static dev.parley.standalone.attack.Attacked.VAULT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has no account, or somebody else's name: gets what everybody may, and nothing of anybody's. */
@ExtendWith(Attacked.Given.class)
class NobodyIT {
    @ParameterizedTest
    @MethodSource("dev.parley.standalone.attack.Calls#ofPeople")
    void withoutATokenNoCallOfPeopleIsDone(Calls.Call call, Attacked parley) {
        String before = parley.state();

        Http.Answer answer = parley.http().send(call.method(), call.of(GARDEN), call.body());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("Bearer");
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic YWxpY2U6Y29ycmVjdCBob3JzZSBiYXR0ZXJ5",
                "Authorization: Bearer",
                "Authorization: Bearer null",
                "Cookie: access_token=TOKEN",
                "X-User-Id: alice",
                "X-Forwarded-User: alice",
                "X-Access-Token: TOKEN"
            })
    void noOtherHeaderSpeaksForAnybody(String header, Attacked parley) {
        Http.Answer answer = parley.http().ask("GET", "/api/v1/me", header.replace("TOKEN", parley.alice()));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Set-Cookie")).isEmpty();
    }

    @Test
    void aTokenInTheUrlIsNone(Attacked parley) {
        assertThat(parley.http()
                        .ask("GET", "/api/v1/me?access_token=" + parley.alice())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aRequestWithTwoTokensIsNobodys(Attacked parley) {
        Http.Answer answer = parley.http()
                .ask("GET", "/api/v1/me", "Authorization: Bearer nonsense", "Authorization: Bearer " + parley.alice());

        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "X-Method-Override: PATCH"})
    void aHeaderDoesNotMakeAnotherMethodOfIt(String header, Attacked parley) {
        String before = parley.state();

        Http.Answer answer =
                parley.http().ask("GET", "/api/v1/rooms/" + GARDEN, header, "Authorization: Bearer " + parley.alice());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(parley.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "DELETE", "PUT", "PROPFIND", "get"})
    void aMethodThatACallDoesNotHaveIsRefused(String method, Attacked parley) {
        String before = parley.state();

        Http.Answer answer =
                parley.http().ask(method, "/api/v1/me", "Authorization: Bearer " + parley.alice(), "X-Echo: hear-me");

        assertThat(answer.isRefused()).isTrue();
        assertThat(answer.text()).doesNotContain("hear-me", parley.alice());
        assertThat(parley.state()).isEqualTo(before);
    }

    @Test
    void aGuestHasNoAccountToChange(Attacked parley) {
        String before = parley.state();
        assertThat(parley.http()
                        .as(
                                parley.guest(),
                                "POST",
                                "/api/v1/auth/password",
                                "{\"oldPassword\":\"" + Attacked.PASSWORD
                                        + "\",\"newPassword\":\"another horse entirely\"}")
                        .isRefused())
                .isTrue();
        assertThat(parley.state()).isEqualTo(before);
        assertThat(parley.signIn("alice").status()).isEqualTo(200);
        assertThat(parley.http().as(parley.guest(), "GET", "/api/v1/me", "").status())
                .isEqualTo(200);
    }

    @Test
    void aGuestCannotCallItselfAPersonsUsername(Attacked parley) {
        try (StompClient guest =
                StompClient.overTcp(parley.gateway().host(), parley.gateway().tcpPort())) {
            StompFrame connected = guest.connect("user-name", "alice", "user-id", "u-alice");

            assertThat(connected.header("user-name").orElseThrow()).startsWith("guest-");
        }
    }

    @Test
    void theWriterInABodyIsNotBelieved(Attacked parley) {
        String eve = parley.register("eve");
        assertThat(parley.http()
                        .as(eve, "POST", "/api/v1/rooms/" + GARDEN + "/join", "")
                        .status())
                .isEqualTo(204);
        String forged = new JsonObject()
                .put("message", "I am alice")
                .put("writer", "alice")
                .put("writerId", "u-alice")
                .put("type", "KICK")
                .put("seq", 1)
                .encode();

        JsonObject event = parley.http()
                .as(eve, "POST", "/api/v1/rooms/" + GARDEN + "/messages", forged)
                .json();

        assertThat(event.getString("writer")).isEqualTo("eve");
        assertThat(event.getString("type")).isEqualTo("CHAT");
        assertThat(event.getString("writerId")).isNotEqualTo("u-alice");
        assertThat(event.getLong("seq")).isGreaterThan(1);
    }

    @Test
    void theRoleInABodyIsNotBelieved(Attacked parley) {
        JsonObject account = new JsonObject()
                .put("username", "trudy")
                .put("password", Attacked.PASSWORD)
                .put("roles", List.of("admin"))
                .put("role", "admin")
                .put("id", "u-alice");
        String token = parley.http()
                .send("POST", "/api/v1/auth/register", account.encode())
                .json()
                .getString("access_token");
        JsonObject changed = parley.http()
                .as(
                        token,
                        "PATCH",
                        "/api/v1/me",
                        "{\"displayName\":\"T\",\"roles\":[\"admin\"],\"username\":\"alice\"}")
                .json();

        assertThat(changed.getJsonArray("roles")).containsExactly("user");
        assertThat(changed.getString("username")).isEqualTo("trudy");
    }

    @Test
    void anothersPasswordIsNotChangedWithItsOwnersToken(Attacked parley) {
        Http.Answer answer = parley.http()
                .as(
                        parley.mallory(),
                        "POST",
                        "/api/v1/auth/password",
                        "{\"username\":\"alice\",\"oldPassword\":\"wrong horse battery\",\"newPassword\":\"another horse\"}");

        assertThat(answer.isRefused()).isTrue();
        assertThat(parley.http()
                        .send(
                                "POST",
                                "/api/v1/auth/token",
                                "{\"grant_type\":\"password\",\"username\":\"alice\",\"password\":\""
                                        + Attacked.PASSWORD + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aStrangerPostsNothingInAPublicRoom(Attacked parley) {
        String before = parley.state();

        assertThat(parley.http()
                        .as(parley.mallory(), "POST", "/api/v1/rooms/" + GARDEN + "/messages", "{\"message\":\"spam\"}")
                        .status())
                .isEqualTo(403);
        assertThat(parley.state()).isEqualTo(before);
    }

    @Test
    void anIdOfAnotherRoomInTheBodyChangesNothing(Attacked parley) {
        String before = parley.state();

        Http.Answer answer = parley.http()
                .as(
                        parley.mallory(),
                        "POST",
                        "/api/v1/rooms/" + GARDEN + "/messages",
                        "{\"chatRoomId\":\"" + VAULT + "\",\"id\":\"" + VAULT + "\",\"message\":\"spam\"}");

        assertThat(answer.isRefused()).isTrue();
        assertThat(parley.state()).isEqualTo(before);
    }
}
