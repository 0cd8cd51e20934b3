package dev.parley.gateway.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.identity.AuthService;
import dev.parley.gateway.identity.TestKey;
import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that an issuer did sign, but not for this, not for now, or not for whom they are taken: shown at every door. */
@SuppressWarnings("NullAway.Init")
class ForgedClaimsIT {
    private static final IssuerKey KEY = IssuerKey.es256("a");
    private static final IssuerKey KEY_OF_B = IssuerKey.es256("b");
    private static final long MINUTE = 60;

    private static IdentityProvider provider;
    private static IdentityProvider b;
    private static GuardedGateway gateway;

    @BeforeAll
    static void start() {
        provider = new IdentityProvider(KEY);
        b = new IdentityProvider(KEY_OF_B);
        JsonObject withRoles = provider.entry("chat")
                .put("claims", new JsonObject().put("roles", "/realm_access/roles"))
                .put("roles", new JsonObject().put("chat-boss", "moderator"));
        gateway = new GuardedGateway(withRoles, b.entry("chat-b"));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        b.close();
        provider.close();
    }

    private static JsonObject claims() {
        return provider.claims("mallory", "chat");
    }

    private static JsonObject without(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);
        return claims;
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    @Test
    void aTokenWithoutAnEnd() {
        gateway.refuses(KEY.signed(without("exp")));
        gateway.refuses(KEY.signed(claims().putNull("exp")));
    }

    @Test
    void aTokenPastItsTime() {
        gateway.refuses(KEY.signed(claims().put("exp", now() - 1)), "token-expired");
        gateway.refuses(KEY.signed(claims().put("exp", 0)), "token-expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"9999999999\"",
                "[9999999999]",
                "true",
                "-1",
                "1e300",
                "99999999999999999999",
                "{\"seconds\":9999999999}"
            })
    void anEndThatIsNoTime(String end) {
        String claims = without("exp").encode();

        gateway.refuses(
                KEY.signed(KEY.header().encode(), claims.substring(0, claims.length() - 1) + ",\"exp\":" + end + "}"));
    }

    @Test
    void aTokenOfTheFuture() {
        gateway.refuses(KEY.signed(claims().put("nbf", now() + 10 * MINUTE)));
        gateway.refuses(KEY.signed(claims().put("iat", now() + 10 * MINUTE)));
        gateway.refuses(KEY.signed(claims().put("nbf", "now")));
        gateway.refuses(KEY.signed(claims().put("iat", "now")));
    }

    static Stream<Object> audiences() {
        return Stream.of(
                "another",
                "",
                "CHAT",
                "chat ",
                new JsonArray(),
                new JsonArray().add("chat-b"),
                new JsonArray().add(new JsonArray().add("chat")),
                new JsonObject().put("chat", true),
                1,
                "parley");
    }

    @ParameterizedTest
    @MethodSource("audiences")
    void aTokenForSomebodyElse(Object audience) {
        gateway.refuses(KEY.signed(claims().put("aud", audience)));
    }

    @Test
    void aTokenForNobody() {
        gateway.refuses(KEY.signed(without("aud")));
    }

    @Test
    void oneIssuersTokenWithTheAudienceOfAnother() {
        gateway.refuses(KEY.signed(provider.claims("mallory", "chat-b")));
        gateway.refuses(KEY_OF_B.signed(b.claims("mallory", "chat")));
    }

    static Stream<Object> issuers() {
        return Stream.of(
                "https://unknown.example",
                "",
                "parley",
                provider.issuer() + "/",
                b.issuer(),
                new JsonArray().add(provider.issuer()),
                new JsonObject(),
                1);
    }

    @ParameterizedTest
    @MethodSource("issuers")
    void aTokenThatNamesAnotherIssuer(Object issuer) {
        gateway.refuses(KEY.signed(claims().put("iss", issuer)));
    }

    @Test
    void aTokenOfNoIssuer() {
        gateway.refuses(KEY.signed(without("iss")));
    }

    @Test
    void anExternalIssuerThatSpeaksForThisInstallation() {
        JsonObject alices = TestKey.claims(AuthService.ALICE, Instant.now().plusSeconds(10 * MINUTE));

        gateway.refuses(KEY.signed(alices));
        gateway.refuses(KEY.signed(alices.put("iss", provider.issuer())));
    }

    static Stream<Object> subjects() {
        return Stream.of(
                1, true, new JsonArray().add("alice"), new JsonObject().put("sub", "alice"), "", "  ", "x".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void aSubjectThatIsNobody(Object subject) {
        gateway.refuses(KEY.signed(claims().put("sub", subject)));
    }

    @Test
    void noSubject() {
        gateway.refuses(KEY.signed(without("sub")));
        gateway.refuses(KEY.signed(claims().putNull("sub")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"preferred_username", "name"})
    void aNameThatIsNoText(String claim) {
        gateway.refuses(KEY.signed(claims().put(claim, 7)));
        gateway.refuses(KEY.signed(claims().put(claim, new JsonArray().add("admin"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "Refresh", "Offline", "Logout", "Registration-Access-Token"})
    void aTokenThatKeycloakMadeForSomethingElse(String type) {
        gateway.refuses(KEY.signed(claims().put("typ", type)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "iss", "aud", "exp"})
    void aClaimThatIsThereTwice(String claim) {
        String good = claims().encode();
        String twice = good.substring(0, good.length() - 1) + ",\"" + claim + "\":"
                + new JsonArray().add(claims().getValue(claim)).encode().replaceAll("^.|.$", "") + "}";

        gateway.refuses(KEY.signed(KEY.header().encode(), twice));
    }

    @Test
    void claimsNestedDeeply() {
        String good = claims().encode();
        String deep = "[".repeat(1000) + "]".repeat(1000);

        gateway.refuses(
                KEY.signed(KEY.header().encode(), good.substring(0, good.length() - 1) + ",\"deep\":" + deep + "}"));
    }

    @Test
    void claimsThatAreNoObject() {
        gateway.refuses(KEY.signed(KEY.header().encode(), "[" + claims().encode() + "]"));
        gateway.refuses(KEY.signed(KEY.header().encode(), claims().encode() + claims().encode()));
        gateway.refuses(KEY.signed(KEY.header().encode(), "null"));
    }

    /** What it says of itself in Parley's own words, or in words that nobody mapped, counts for nothing. */
    @Test
    void rolesThatNobodyMapped() {
        JsonObject boastful = claims().put("roles", new JsonArray().add("admin"))
                .put("role", "admin")
                .put("scope", "admin")
                .put(
                        "realm_access",
                        new JsonObject()
                                .put(
                                        "roles",
                                        new JsonArray()
                                                .add("admin")
                                                .add("moderator")
                                                .add(1)));

        assertThat(gateway.accepts(KEY.signed(boastful)).getJsonArray("roles")).isEqualTo(new JsonArray().add("user"));
    }

    @Test
    void rolesOfTheWrongForm() {
        for (Object roles : new Object[] {1, true, new JsonObject().put("chat-boss", true)}) {
            JsonObject claims = claims().put("realm_access", new JsonObject().put("roles", roles));

            assertThat(gateway.accepts(KEY.signed(claims)).getJsonArray("roles"))
                    .isEqualTo(new JsonArray().add("user"));
        }
    }

    /** One issuer's mapping is not another's. */
    @Test
    void aRoleThatIsMappedForAnotherIssuer() {
        Map<String, Object> roles = Map.of("roles", new JsonArray().add("chat-boss"));
        JsonObject claims = b.claims("mallory", "chat-b").put("realm_access", new JsonObject(roles));

        assertThat(gateway.accepts(KEY_OF_B.signed(claims)).getJsonArray("roles"))
                .isEqualTo(new JsonArray().add("user"));
    }

    /** Whatever it calls itself, and under whichever subject, it is nobody else. */
    @Test
    void thePersonOfAnotherIssuerOrOfThisInstallation() {
        JsonObject likeAlice = provider.claims("u-alice", "chat").put("preferred_username", "alice");
        JsonObject sameAtB = b.claims("u-alice", "chat-b").put("preferred_username", "alice");

        String id = gateway.accepts(KEY.signed(likeAlice)).getString("id");
        String idAtB = gateway.accepts(KEY_OF_B.signed(sameAtB)).getString("id");

        assertThat(id).isNotEqualTo(idAtB).isNotEqualTo("u-alice");
        assertThat(idAtB).isNotEqualTo("u-alice");
    }
}
