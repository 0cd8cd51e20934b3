package dev.parley.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.attack.GuardedGateway;
import dev.parley.gateway.identity.AuthService;
import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class IntrospectionIT {
    private static final String PATH = "/api/v1/auth/introspect";
    private static final String SECRET = "s3cret:with%colon";
    private static final IssuerKey KEY = IssuerKey.es256("ec");

    private static IdentityProvider provider;
    private static GuardedGateway gateway;

    @BeforeAll
    static void start() {
        provider = new IdentityProvider(KEY);
        String clients = "shop:" + sha256(SECRET) + ",slow:" + sha256("slow");
        gateway = new GuardedGateway(Map.of("PARLEY_AUTH_INTROSPECTION_CLIENTS", clients), provider.entry("chat"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    private static String sha256(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String basic(String nameAndSecret) {
        return "Basic " + Base64.getEncoder().encodeToString(nameAndSecret.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> asked(String authorization, String form) {
        HttpResponse<String> response = gateway.postForm(PATH, authorization, form);
        OpenApi.assertDescribes(
                "POST",
                PATH,
                new Response(
                        response.statusCode(),
                        response.headers(),
                        response.body().getBytes(StandardCharsets.UTF_8)));
        return response;
    }

    private static JsonObject introspected(String token) {
        HttpResponse<String> response = asked(basic("shop:s3cret%3Awith%25colon"), "token=" + token);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        return new JsonObject(response.body());
    }

    private static JsonObject inactive() {
        return new JsonObject().put("active", false);
    }

    @Test
    void aGoodTokenIsActiveAndSaysWhose() {
        Instant expires = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 600);

        JsonObject answer = introspected(gateway.own().token(AuthService.ALICE, expires));

        assertThat(answer)
                .isEqualTo(new JsonObject()
                        .put("active", true)
                        .put("token_type", "Bearer")
                        .put("username", "alice")
                        .put("user_id", "u-alice")
                        .put("roles", new JsonArray().add("user"))
                        .put("iss", "parley")
                        .put("sub", "u-alice")
                        .put("aud", "parley")
                        .put("exp", expires.getEpochSecond())
                        .put("iat", expires.getEpochSecond() - 600)
                        .put("jti", "1")
                        .put("sid", "login-alice"));
    }

    @Test
    void anotherIssuersTokenIsActiveAndSaysWhoThatIsHere() {
        JsonObject answer = introspected(KEY.signed(provider.claims("carol", "chat")));

        assertThat(answer.getBoolean("active")).isTrue();
        assertThat(answer.getString("iss")).isEqualTo(provider.issuer());
        assertThat(answer.getString("sub")).isEqualTo("carol");
        assertThat(answer.getString("username")).isEqualTo("carol-x");
        assertThat(answer.getString("user_id")).startsWith("x-");
    }

    @Test
    void whatIsNotGoodIsJustNotActive() {
        Instant past = Instant.now().minusSeconds(1);

        assertThat(introspected("nonsense")).isEqualTo(inactive());
        assertThat(introspected(gateway.own().token(AuthService.ALICE, past))).isEqualTo(inactive());
        assertThat(introspected(IssuerKey.es256("ec").signed(provider.claims("carol", "chat"))))
                .isEqualTo(inactive());
        assertThat(introspected(KEY.signed(provider.claims("carol", "another"))))
                .isEqualTo(inactive());
    }

    /** The gateway has not heard of it: the auth service is asked. */
    @Test
    void aTokenOfARevokedSessionIsNotActive() {
        gateway.auth().end("login-bob");

        assertThat(introspected(gateway.own().token(AuthService.BOB))).isEqualTo(inactive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "shop:wrong", "shop:", "other:s3cret%3Awith%25colon", "shop", ":", "shop:%zz"})
    void whoIsNoServiceIsTurnedAwayAndToldHow(String credentials) {
        String token = gateway.own().token(AuthService.ALICE);

        HttpResponse<String> response = asked(credentials.isEmpty() ? "" : basic(credentials), "token=" + token);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"parley\"");
        assertThat(response.body()).doesNotContain(token);
    }

    @Test
    void aPersonsTokenIsNoServicesCredential() {
        String token = gateway.own().token(AuthService.ALICE);

        assertThat(asked("Bearer " + token, "token=" + token).statusCode()).isEqualTo(401);
    }

    @Test
    void aRequestWithoutATokenIsMalformed() {
        assertThat(asked(basic("shop:s3cret%3Awith%25colon"), "x=y").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whereNobodyIsNamedThereIsNothing() {
        try (GuardedGateway closed = new GuardedGateway()) {
            assertThat(closed.postForm(PATH, basic("shop:x"), "token=x").statusCode())
                    .isEqualTo(404);
        }
    }

    /** One request a second: of several at once most are too many, but not for another service. */
    @Test
    void aServiceThatAsksTooOftenIsToldToWait() {
        String clients = "shop:" + sha256("a") + ",slow:" + sha256("b");
        try (GuardedGateway strict = new GuardedGateway(
                Map.of("PARLEY_AUTH_INTROSPECTION_CLIENTS", clients, "PARLEY_AUTH_INTROSPECTIONS_PER_SECOND", "1"))) {
            assertThat(IntStream.range(0, 1000)
                            .mapToObj(i -> strict.postForm(PATH, basic("slow:b"), "token=x"))
                            .anyMatch(response -> response.statusCode() == 429
                                    && response.headers()
                                            .firstValue("Retry-After")
                                            .isPresent()))
                    .isTrue();
            assertThat(strict.postForm(PATH, basic("shop:a"), "token=x").statusCode())
                    .isEqualTo(200);
        }
    }
}
