package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and passwords: guessed, looked for, made up. */
@ExtendWith(Attacked.Given.class)
class AccountsIT {
    private static final String WRONG = "wrong horse battery";

    private static Http.Answer signIn(Attacked parley, String username, String password) {
        JsonObject grant = new JsonObject()
                .put("grant_type", "password")
                .put("username", username)
                .put("password", password);
        return parley.http().send("POST", "/api/v1/auth/token", grant.encode());
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreAnsweredAlike(Attacked parley) {
        parley.register("known1");

        List<Http.Answer> answers = new ArrayList<>();
        List<String> ofKnown = parley.questions("known1", () -> answers.add(signIn(parley, "known1", WRONG)));
        List<String> ofUnknown = parley.questions("nobody1", () -> answers.add(signIn(parley, "nobody1", WRONG)));

        assertThat(answers.get(0).status()).isEqualTo(401);
        assertThat(answers.get(1).text()).isEqualTo(answers.get(0).text());
        assertThat(ofUnknown).isEqualTo(ofKnown);
    }

    @Test
    void theSameOverStomp(Attacked parley) {
        parley.register("known2");

        assertThat(error(parley, "nobody2")).isEqualTo(error(parley, "known2"));
    }

    private static String error(Attacked parley, String username) {
        try (StompClient stranger =
                StompClient.overTcp(parley.gateway().host(), parley.gateway().tcpPort())) {
            stranger.send(StompFrame.of(
                    "CONNECT", "accept-version", "1.2", "host", "x", "login", username, "passcode", WRONG));
            StompFrame error = stranger.expect("ERROR");
            return new TreeMap<>(error.headers()) + error.body();
        }
    }

    @Test
    void guessingIsSlowedDownAlikeForNamesThatExistAndNot(Attacked parley) {
        parley.register("guessed");

        List<Integer> known = guess(parley, "guessed");
        List<Integer> unknown = guess(parley, "unguessed");

        // How many it takes is up to the machine: the brake lets go after a time, and holds longer each time.
        assertThat(known).contains(429).containsOnly(401, 429);
        assertThat(unknown).contains(429).containsOnly(401, 429);
        assertThat(signIn(parley, "alice", Attacked.PASSWORD).status())
                .as("everybody else")
                .isEqualTo(200);
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsItsSession(Attacked parley) {
        parley.register("robbed");
        String stolen = parley.signIn("robbed").json().getString("refresh_token");
        String elsewhere = parley.signIn("robbed").json().getString("refresh_token");
        Http.Answer swapped = refresh(parley, stolen);

        Http.Answer again = refresh(parley, stolen);

        assertThat(swapped.status()).isEqualTo(200);
        isRevoked(again);
        isRevoked(refresh(parley, swapped.json().getString("refresh_token")));
        assertThat(refresh(parley, elsewhere).status()).as("another session").isEqualTo(200);
    }

    private static Http.Answer refresh(Attacked parley, String token) {
        JsonObject grant = new JsonObject().put("grant_type", "refresh_token").put("refresh_token", token);
        return parley.http().send("POST", "/api/v1/auth/token", grant.encode());
    }

    private static void isRevoked(Http.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.json().getString("code")).isEqualTo("revoked");
    }

    private static List<Integer> guess(Attacked parley, String username) {
        List<Integer> statuses = new ArrayList<>();
        for (int attempt = 0; attempt < 30 && !statuses.contains(429); attempt++) {
            statuses.add(signIn(parley, username, WRONG + attempt).status());
        }
        return statuses;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin\n12:00:00.000 INFO  AuthService signed in",
                "alice ",
                "ALICE",
                "аlice",
                "alice\u0000",
                "../alice",
                "alice/queue",
                "@alice",
                "",
                "al",
                "\u001b[2Kalice",
                "<script>alert(1)</script>"
            })
    void aNameThatLooksLikeAnothersIsNotGiven(String username, Attacked parley) {
        String before = parley.state();
        JsonObject account = new JsonObject().put("username", username).put("password", Attacked.PASSWORD);

        Http.Answer answer = parley.http().send("POST", "/api/v1/auth/register", account.encode());

        assertThat(answer.status()).isEqualTo(400);
        if (!username.isEmpty()) {
            assertThat(answer.text()).doesNotContain(username);
        }
        assertThat(parley.state()).isEqualTo(before);
    }

    @Test
    void aNameThatIsTakenKeepsItsPassword(Attacked parley) {
        JsonObject account = new JsonObject().put("username", "alice").put("password", "mine now, is it not");

        assertThat(parley.http()
                        .send("POST", "/api/v1/auth/register", account.encode())
                        .status())
                .isEqualTo(409);
        assertThat(signIn(parley, "alice", Attacked.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "", "\u0000\u0000\u0000\u0000\u0000\u0000\u0000"})
    void aPasswordThatIsNoneIsNotTaken(String password, Attacked parley) {
        JsonObject account =
                new JsonObject().put("username", "weak" + password.length()).put("password", password);

        assertThat(parley.http()
                        .send("POST", "/api/v1/auth/register", account.encode())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aPasswordOfManyKilobytesIsRefusedBeforeItIsHashed(Attacked parley) {
        JsonObject account = new JsonObject().put("username", "long").put("password", "x".repeat(60_000));

        assertThat(parley.http()
                        .send("POST", "/api/v1/auth/register", account.encode())
                        .status())
                .isEqualTo(400);
    }
}
