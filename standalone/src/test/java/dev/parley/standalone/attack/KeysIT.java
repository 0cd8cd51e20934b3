package dev.parley.standalone.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.standalone.Parley;
import dev.parley.testkit.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing keys are changed while a Parley runs, of its own: one whose gateway asks for them every second. */
@SuppressWarnings("NullAway.Init")
class KeysIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CHIEF = "chief";

    private static Parley parley;
    private static Http http;

    @BeforeAll
    static void start(@TempDir Path folder) {
        parley = new Parley(
                folder,
                Map.of(
                        "PARLEY_AUTH_KEYS_SECONDS",
                        "1",
                        "PARLEY_ADMIN_USERNAME",
                        CHIEF,
                        "PARLEY_ADMIN_PASSWORD",
                        Attacked.PASSWORD));
        http = new Http(parley.gateway());
    }

    @AfterAll
    static void stop() {
        parley.close();
    }

    @Test
    void noKeyIsPushedOutByRotatingThemAgainAndAgain() {
        String old = token();
        List<String> before = keys();

        Http.Answer first = rotate(old);
        Http.Answer second = rotate(old);

        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(second.status()).as(second.text()).isEqualTo(409);
        assertThat(before).hasSize(1);
        Eventually.within(
                PATIENCE,
                () -> assertThat(keys())
                        .containsExactlyInAnyOrder(before.get(0), first.json().getString("kid")));
        assertThat(me(old)).as("with a token from before").isEqualTo(200);
        assertThat(me(token())).as("with a token from after").isEqualTo(200);
    }

    private static Http.Answer rotate(String token) {
        return http.as(token, "POST", "/api/v1/admin/keys/rotate", "");
    }

    private static int me(String token) {
        return http.as(token, "GET", "/api/v1/me", "").status();
    }

    private static String token() {
        JsonObject grant = new JsonObject()
                .put("grant_type", "password")
                .put("username", CHIEF)
                .put("password", Attacked.PASSWORD);
        return http.send("POST", "/api/v1/auth/token", grant.encode()).json().getString("access_token");
    }

    private static List<String> keys() {
        JsonArray keys = http.ask("GET", "/.well-known/jwks.json").json().getJsonArray("keys");
        return keys.stream().map(key -> ((JsonObject) key).getString("kid")).toList();
    }
}
