package dev.parley.auth.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.auth.Answers;
import dev.parley.auth.app.AccessTokens.AccessToken;
import dev.parley.auth.app.AccessTokens.NextKey;
import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.KeyTimes;
import dev.parley.auth.domain.Standing;
import dev.parley.auth.domain.Username;
import dev.parley.auth.store.memory.MemoryStore;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.model.UserId;
import dev.parley.testkit.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Es256TokensTest {
    private static final TokenOptions OPTIONS = new TokenOptions("an-issuer", "an-audience", Duration.ofMinutes(10));
    private static final Account ALICE = Account.person(
            new UserId("id-of-alice"), new Username("alice"), new DisplayName("Alice"), "hash", Instant.EPOCH);

    private final Vertx vertx = Vertx.vertx();
    private final MemoryStore store = new MemoryStore();
    // The verifier knows the real time only.
    private final ManualClock clock = new ManualClock(Instant.now());
    private final Es256Tokens tokens = process();

    @BeforeEach
    void loadKeys() {
        Answers.of(tokens.refreshKeys());
    }

    @AfterEach
    void close() {
        Answers.of(vertx.close());
    }

    @Test
    void aTokenHasExactlyTheClaimsOfTheContract() {
        String token = issue(clock.instant());
        long now = clock.instant().getEpochSecond();

        JsonObject claims = part(token, 1);
        assertThat(claims.fieldNames())
                .containsExactlyInAnyOrder(
                        "iss", "aud", "sub", "preferred_username", "name", "roles", "sid", "jti", "iat", "exp");
        assertThat(claims.getString("iss")).isEqualTo("an-issuer");
        assertThat(claims.getString("aud")).isEqualTo("an-audience");
        assertThat(claims.getString("sub")).isEqualTo("id-of-alice");
        assertThat(claims.getString("preferred_username")).isEqualTo("alice");
        assertThat(claims.getString("name")).isEqualTo("Alice");
        assertThat(claims.getJsonArray("roles")).isEqualTo(new JsonArray(List.of("user")));
        assertThat(claims.getString("sid")).isEqualTo("login-1");
        assertThat(claims.getLong("iat")).isEqualTo(now);
        assertThat(claims.getLong("exp")).isEqualTo(now + 600);
        JsonObject key = publishedKeys().getJsonObject(0);
        assertThat(part(token, 0).getMap()).containsEntry("alg", "ES256").containsEntry("kid", key.getString("kid"));
    }

    @Test
    void noTwoTokensAreTheSame() {
        assertThat(part(issue(clock.instant()), 1).getString("jti"))
                .isNotEqualTo(part(issue(clock.instant()), 1).getString("jti"));
    }

    @Test
    void aTokenIsVerifiedWithThePublishedKeys() {
        User user = Answers.of(verify(issue(clock.instant())));

        assertThat(user.subject()).isEqualTo("id-of-alice");
    }

    @Test
    void aTokenWithAnotherClaimIsNotVerified() {
        String[] parts = issue(clock.instant()).split("\\.", -1);
        String forged = encoded(part(String.join(".", parts), 1).put("sub", "id-of-bob"));

        assertThat(verify(parts[0] + "." + forged + "." + parts[2]).failed()).isTrue();
    }

    @Test
    void aTokenWithoutASignatureIsNotVerified() {
        String none = encoded(new JsonObject().put("alg", "none").put("typ", "JWT"));
        String claims = issue(clock.instant()).split("\\.", -1)[1];

        assertThat(verify(none + "." + claims).failed()).isTrue();
        assertThat(verify(none + "." + claims + ".").failed()).isTrue();
    }

    @Test
    void anExpiredTokenIsNotVerified() {
        Instant then = clock.instant().minus(OPTIONS.accessLife());

        assertThat(verify(issue(then)).failed()).isTrue();
    }

    @Test
    void processesShareTheFirstKey() {
        Es256Tokens first = process();
        Es256Tokens second = process();
        Answers.of(Future.all(first.refreshKeys(), second.refreshKeys()));

        assertThat(first.signingKeys()).isEqualTo(second.signingKeys()).isEqualTo(tokens.signingKeys());
        assertThat(publishedKeys()).hasSize(1);
    }

    @Test
    void processesThatStartAtTheSameTimeAgreeOnOneKey() {
        MemoryStore fresh = new MemoryStore();
        Es256Tokens first = new Es256Tokens(vertx, fresh, OPTIONS, new SecureRandomValues(), clock);
        Es256Tokens second = new Es256Tokens(vertx, fresh, OPTIONS, new SecureRandomValues(), clock);

        Answers.of(Future.all(first.refreshKeys(), second.refreshKeys()));

        assertThat(first.signingKeys()).isEqualTo(second.signingKeys());
    }

    @Test
    void theKeyChangesInStepsThatNoTokenFallsThrough() {
        String before = kidOf(issue(clock.instant()));

        clock.advance(KeyTimes.DEFAULTS.rotation());
        Answers.of(tokens.refreshKeys());
        assertThat(publishedKeys()).hasSize(2);
        assertThat(kidOf(issue(clock.instant()))).isEqualTo(before);

        clock.advance(KeyTimes.DEFAULTS.lead());
        Answers.of(tokens.refreshKeys());
        assertThat(publishedKeys()).hasSize(2);
        assertThat(kidOf(issue(clock.instant()))).isNotEqualTo(before);

        clock.advance(OPTIONS.accessLife().plus(KeyTimes.DEFAULTS.lead()).plusSeconds(1));
        Answers.of(tokens.refreshKeys());
        Answers.of(tokens.refreshKeys());
        assertThat(publishedKeys()).hasSize(1);
        assertThat(publishedKeys().getJsonObject(0).getString("kid")).isEqualTo(kidOf(issue(clock.instant())));
    }

    @Test
    void aKeyMadeByCommandIsPublishedAtOnceAndSignsLater() {
        String before = kidOf(issue(clock.instant()));

        NextKey next = Answers.of(tokens.rotate());

        assertThat(next.signsFrom()).isAfter(clock.instant());
        assertThat(publishedKeys()).hasSize(2);
        assertThat(kidOf(issue(clock.instant()))).isEqualTo(before);
        assertThat(Answers.refusal(() -> tokens.rotate()).code()).isEqualTo(ErrorCode.CONFLICT);

        clock.advance(KeyTimes.DEFAULTS.lead());
        Answers.of(tokens.refreshKeys());
        assertThat(kidOf(issue(clock.instant()))).isEqualTo(next.id());
    }

    @Test
    void aTokenOfALaterEraSaysSo() {
        Account returned = ALICE.with(new Standing(Set.of("moderator"), false, 3, Instant.EPOCH));

        JsonObject claims =
                part(tokens.issue(returned, "login-1", clock.instant()).value().value(), 1);

        assertThat(claims.getLong("era")).isEqualTo(3);
        assertThat(claims.getJsonArray("roles")).containsExactlyInAnyOrder("user", "moderator");
    }

    @Test
    void beforeTheKeysAreLoadedNothingIsSigned() {
        Es256Tokens unloaded = process();

        assertThat(Answers.refusal(() -> Future.succeededFuture(unloaded.issue(ALICE, "login", clock.instant())))
                        .code())
                .isEqualTo(ErrorCode.UNAVAILABLE);
    }

    @Test
    void aTokenIsNeverPrinted() {
        AccessToken token = tokens.issue(ALICE, "login", clock.instant());

        assertThat(token.toString()).doesNotContain(token.value().value());
    }

    private Es256Tokens process() {
        return new Es256Tokens(vertx, store, OPTIONS, new SecureRandomValues(), clock);
    }

    private String issue(Instant now) {
        return tokens.issue(ALICE, "login-1", now).value().value();
    }

    private Future<User> verify(String token) {
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions().setIssuer("an-issuer").addAudience("an-audience"));
        publishedKeys().forEach(key -> options.addJwk((JsonObject) key));
        Future<User> verified = JWTAuth.create(vertx, options).authenticate(new TokenCredentials(token));
        assertThat(verified.isComplete()).isTrue();
        return verified;
    }

    private JsonArray publishedKeys() {
        return new JsonObject(tokens.signingKeys().jwks()).getJsonArray("keys");
    }

    private static String kidOf(String token) {
        return part(token, 0).getString("kid");
    }

    private static JsonObject part(String token, int index) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]), UTF_8));
    }

    private static String encoded(JsonObject part) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.encode().getBytes(UTF_8));
    }
}
