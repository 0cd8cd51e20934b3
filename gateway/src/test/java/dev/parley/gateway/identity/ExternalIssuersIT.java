package dev.parley.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.gateway.attack.GuardedGateway;
import dev.parley.testkit.Eventually;
import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import dev.parley.testkit.stomp.StompClient;
import dev.parley.testkit.stomp.StompFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens of other identity providers, at the doors of a whole gateway. */
class ExternalIssuersIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final List<IssuerKey> KEYS = List.of(
            IssuerKey.es256("ec"), IssuerKey.rs256("rsa", 2048), IssuerKey.ps256("pss", 2048), IssuerKey.edDsa("ed"));

    @Test
    void eachAlgorithmIsBelievedAtEveryDoor() {
        try (IdentityProvider provider = new IdentityProvider(KEYS.toArray(IssuerKey[]::new));
                GuardedGateway gateway = new GuardedGateway(provider.entry("chat"))) {
            JsonObject claims = provider.claims("s-1", "chat").put("preferred_username", "carol");
            AdmitExternal carol = new AdmitExternal(provider.issuer(), "s-1", "carol", "Dr. s-1");

            List<JsonObject> people = KEYS.stream()
                    .map(key -> gateway.accepts(key.signed(claims)))
                    .distinct()
                    .toList();

            assertThat(people)
                    .containsExactly(new JsonObject()
                            .put("id", AuthService.idOf(carol).value())
                            .put("username", "carol-x")
                            .put("displayName", "Dr. s-1")
                            .put("roles", new JsonArray().add("user")));
            assertThat(gateway.auth().admitted()).containsOnly(carol);
            assertThat(gateway.accepts(gateway.own().token(AuthService.ALICE)).getString("id"))
                    .isEqualTo("u-alice");
        }
    }

    @Test
    void claimsAndRolesAreReadWhereTheSettingsSay() {
        IssuerKey key = KEYS.get(0);
        try (IdentityProvider provider = new IdentityProvider(key);
                GuardedGateway gateway = new GuardedGateway(provider.entry("chat")
                        .put(
                                "claims",
                                new JsonObject()
                                        .put("id", "oid")
                                        .put("username", "/profile/nick")
                                        .put("displayName", "https://example.org/shown")
                                        .put("roles", "/realm_access/roles"))
                        .put("roles", new JsonObject().put("chat-boss", "admin")))) {
            JsonObject claims = provider.claims("ignored", "chat")
                    .put("oid", "o-7")
                    .put("profile", new JsonObject().put("nick", "dave"))
                    .put("https://example.org/shown", "Dave D.")
                    .put(
                            "realm_access",
                            new JsonObject()
                                    .put(
                                            "roles",
                                            new JsonArray().add("chat-boss").add("x")));

            JsonObject dave = gateway.accepts(key.signed(claims));

            assertThat(gateway.auth().admitted())
                    .containsOnly(new AdmitExternal(provider.issuer(), "o-7", "dave", "Dave D."));
            assertThat(dave.getJsonArray("roles"))
                    .isEqualTo(new JsonArray().add("admin").add("user"));
        }
    }

    /** 3 KiB are common where a provider lists groups; 8192 characters are the most that is believed. */
    @ParameterizedTest
    @ValueSource(ints = {3072, 8192})
    void aLongTokenIsBelievedAtEveryDoor(int length) {
        IssuerKey key = KEYS.get(0);
        try (IdentityProvider provider = new IdentityProvider(key);
                GuardedGateway gateway = new GuardedGateway(provider.entry("chat"))) {
            String token = ofLength(length, key, provider.claims("s-1", "chat"));

            gateway.accepts(token);
        }
    }

    /** Base64 makes four characters of three bytes, so not every length can be had: at most two fewer. */
    private static String ofLength(int length, IssuerKey key, JsonObject claims) {
        int missing = length - key.signed(claims.put("groups", "")).length();
        String token = key.signed(claims.put("groups", "g".repeat(missing * 3 / 4)));
        assertThat(token).hasSizeBetween(length - 2, length);
        return token;
    }

    @Test
    void aTokenThatWasThereWhenAllWasTakenIsVoidAndALaterOneIsNot() {
        IssuerKey key = KEYS.get(0);
        try (IdentityProvider provider = new IdentityProvider(key);
                GuardedGateway gateway = new GuardedGateway(provider.entry("chat"))) {
            JsonObject claims = provider.claims("carol", "chat");
            long issued = claims.getLong("iat");
            JsonObject timeless = claims.copy();
            timeless.remove("iat");

            gateway.auth().takeAll(Instant.ofEpochSecond(issued));

            assertThat(code(gateway, key.signed(claims))).isEqualTo("revoked");
            assertThat(code(gateway, key.signed(timeless))).isEqualTo("revoked");
            gateway.accepts(key.signed(claims.copy().put("iat", issued + 1)));
        }
    }

    private static String code(GuardedGateway gateway, String token) {
        return new JsonObject(gateway.get("/api/v1/me", "Bearer " + token).body()).getString("code");
    }

    @Test
    void aKeyThatIsNewAtTheProviderIsFetchedOnTheSchedule() {
        IssuerKey first = KEYS.get(0);
        IssuerKey next = IssuerKey.es256("next");
        try (IdentityProvider provider = new IdentityProvider(first);
                GuardedGateway gateway =
                        new GuardedGateway(Map.of("PARLEY_AUTH_KEYS_SECONDS", "1"), provider.entry("chat"))) {
            gateway.accepts(first.signed(provider.claims("carol", "chat")));
            provider.publish(List.of(next.jwk()));
            int before = provider.asked().size();

            Eventually.within(SOON, () -> assertThat(provider.asked()).hasSizeGreaterThan(before + 1));

            gateway.accepts(next.signed(provider.claims("carol", "chat")));
            assertThat(gateway.get("/api/v1/me", "Bearer " + first.signed(provider.claims("carol", "chat")))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** The server that never answers takes connections as long as its backlog has room: one is enough. */
    @Test
    void aProviderThatHangsHoldsUpNobodyElse() throws IOException {
        IssuerKey key = KEYS.get(0);
        try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                IdentityProvider provider = new IdentityProvider(key);
                GuardedGateway gateway = new GuardedGateway(
                        Map.of("PARLEY_AUTH_KEYS_MILLIS", "60000"),
                        provider.entry("chat"),
                        new JsonObject()
                                .put("issuer", "https://hangs.example")
                                .put("audience", "chat")
                                .put("jwks", "http://127.0.0.1:" + hanging.getLocalPort() + "/keys"));
                StompClient waiting = gateway.connection()) {
            JsonObject claims = provider.claims("carol", "chat");
            waiting.send(StompFrame.of(
                    "CONNECT",
                    "accept-version",
                    "1.2",
                    "host",
                    "parley",
                    "Authorization",
                    "Bearer " + key.signed(claims.copy().put("iss", "https://hangs.example"))));

            gateway.accepts(key.signed(claims));
            gateway.accepts(gateway.own().token(AuthService.ALICE));

            assertThat(waiting.unread()).isEmpty();
            assertThat(waiting.isClosed()).isFalse();
        }
    }
}
