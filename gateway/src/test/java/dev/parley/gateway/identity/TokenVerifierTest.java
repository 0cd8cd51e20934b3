package dev.parley.gateway.identity;

import static dev.parley.gateway.identity.AuthService.ALICE;
import static dev.parley.gateway.identity.AuthService.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.gateway.TestEdge;
import dev.parley.testkit.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final TestKey key = new TestKey("k1");
    private final TestEdge edge = new TestEdge(1);
    private final AuthService auth = AuthService.serving(edge, TestKey.jwks(key));
    private final ManualClock clock = ManualClock.atNewYear();
    private final Instant expires = clock.instant().plus(Duration.ofMinutes(10));
    private final AtomicLong nanoTime = new AtomicLong(42);
    private final RevokedLogins revoked = new RevokedLogins();
    private final Issuers issuers =
            Issuers.of(edge.edge(), edge.edgeBus(), new IdentityOptions(false, "parley", "parley"), nanoTime::get);
    private final TokenVerifier verifier = new TokenVerifier(issuers, revoked, clock);

    @AfterEach
    void close() {
        edge.close();
    }

    private Identity verified(String token) {
        return edge.on(() -> verifier.verify(token));
    }

    private ErrorCode refusal(String token) {
        return edge.refusalOf(() -> verifier.verify(token)).code();
    }

    private JsonObject claims() {
        return TestKey.claims(ALICE, expires);
    }

    @Test
    void aGoodTokenSaysWhoSpeaks() {
        String token = key.token(ALICE, expires);

        Identity identity = verified(token);

        assertThat(identity)
                .isEqualTo(new Identity(ALICE, Optional.of("login-alice"), Optional.of(expires), Optional.of("1"), 0));
    }

    @Test
    void aTokenWaitsUntilItIsKnownWhatWasRevokedBefore() {
        RevokedLogins unread = new RevokedLogins(RevocationOptions.DEFAULTS, clock);
        TokenVerifier starting = new TokenVerifier(issuers, unread, clock);
        verified(key.token(ALICE, expires)); // the keys are known from here on

        edge.on(() -> {
            Future<Identity> good = starting.verify(key.token(ALICE, expires));
            Future<Identity> taken = starting.verify(key.token(BOB, expires));
            assertThat(good.isComplete() || taken.isComplete()).isFalse();

            unread.add(new LoginRevoked(BOB.id(), null, null));
            unread.earlierAreKnown();

            return Future.join(good, taken).transform(both -> {
                assertThat(good.result().actor()).isEqualTo(ALICE);
                assertThat(Refusal.of(taken.cause()).code()).isEqualTo(ErrorCode.REVOKED);
                return Future.succeededFuture();
            });
        });
    }

    @Test
    void withoutANamePeopleAreShownTheirUsername() {
        JsonObject claims = claims();
        claims.remove("name");

        assertThat(verified(key.signed(claims)).actor())
                .isEqualTo(new Actor(ALICE.id(), "alice", "alice", ALICE.roles()));
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() {
        String token =
                key.signed(claims().put("aud", new JsonArray().add("other").add("parley")));

        assertThat(verified(token).actor()).isEqualTo(ALICE);
    }

    @Nested
    class Forged {
        @Test
        void unsignedInTwoPartsIsRefused() {
            String token = TestKey.unsigned(key.header().put("alg", "none"), claims());

            assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "AA", "none"})
        void unsignedInThreePartsIsRefused(String signature) {
            String token = TestKey.unsigned(key.header().put("alg", "none"), claims()) + "." + signature;

            assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        /** Whatever form of the public key a careless library would take for the secret. */
        @Test
        void signedHs256WithThePublicKeyAsTheSecretIsRefused() {
            byte[] der = key.publicKey().getEncoded();
            byte[] pem = Base64.getMimeEncoder().encode(der);
            byte[] jwk = key.jwk().encode().getBytes(StandardCharsets.UTF_8);
            byte[] x = Base64.getUrlDecoder().decode(key.jwk().getString("x"));
            JsonObject header = key.header().put("alg", "HS256");

            assertThat(Stream.of(der, pem, jwk, x).map(secret -> TestKey.signedHs256(header, claims(), secret)))
                    .allSatisfy(token -> assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED));
        }

        @Test
        void anHs256SignatureUnderAnEs256HeaderIsRefused() {
            String token =
                    TestKey.signedHs256(key.header(), claims(), key.publicKey().getEncoded());

            assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void withACharacterMoreIsRefused() {
            assertThat(refusal(key.token(ALICE, expires) + "x")).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void anotherKeyOfTheSameIdIsRefused() {
            String token = new TestKey("k1").token(ALICE, expires);

            assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void anotherKeysTokenPastItsTimeIsNotCalledExpired() {
            String token = new TestKey("k1").token(ALICE, clock.instant().minusSeconds(60));

            assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void aSignatureOfOtherClaimsIsRefused() {
            String[] alices = key.token(ALICE, expires).split("\\.", -1);
            String[] bobs = key.token(BOB, expires).split("\\.", -1);

            assertThat(refusal(alices[0] + "." + bobs[1] + "." + alices[2])).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        /** An all-zero ECDSA signature was once good for any message in Java (CVE-2022-21449). */
        @Test
        void aSignatureOfNothingButZeroesIsRefused() {
            String zeroes = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);

            assertThat(refusal(TestKey.unsigned(key.header(), claims()) + "." + zeroes))
                    .isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void aKeyThatTheTokenBringsAlongIsNotBelieved() {
            TestKey own = new TestKey("mine");
            JsonObject header = own.header().put("jwk", own.jwk());

            assertThat(refusal(own.signed(header, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }

    @Nested
    class OfTheWrongForm {
        @Test
        void withoutAKeyIdItIsRefused() {
            JsonObject header = key.header();
            header.remove("kid");

            assertThat(refusal(key.signed(header, claims()))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void withANumberForAKeyIdItIsRefused() {
            assertThat(refusal(key.signed(key.header().put("kid", 1), claims())))
                    .isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void aTokenOfMoreThanEightKilobytesIsRefusedUnread() {
            String token = key.signed(claims().put("padding", "x".repeat(8192)));

            assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED);
            assertThat(auth.asked()).isZero();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    ".",
                    "..",
                    "a.b.c",
                    "a.b.c.d",
                    "bnVsbA.bnVsbA.AA", // null, twice
                    "W10.W10.AA", // [], twice
                    "e30.e30.AA", // {}, twice
                    "ey J9.e30.AA"
                })
        void whatIsNoTokenIsRefused(String text) {
            assertThat(refusal(text)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }
    }

    @Nested
    class OfTheWrongClaims {
        static Stream<Map.Entry<String, Object>> wrong() {
            return Stream.of(
                    Map.entry("iss", "another"),
                    Map.entry("iss", new JsonArray().add("parley")),
                    Map.entry("aud", "another"),
                    Map.entry("aud", new JsonArray()),
                    Map.entry("exp", "tomorrow"),
                    Map.entry("roles", "admin"),
                    Map.entry("roles", new JsonArray().add(1)));
        }

        @ParameterizedTest
        @MethodSource("wrong")
        void aWrongClaimIsRefused(Map.Entry<String, Object> claim) {
            String token = key.signed(claims().put(claim.getKey(), claim.getValue()));

            assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"iss", "aud", "exp", "sub", "sid", "preferred_username"})
        void aMissingClaimIsRefused(String claim) {
            JsonObject claims = claims();
            claims.remove(claim);

            assertThat(refusal(key.signed(claims))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void aTokenEndsInTheSecondThatItNames() {
            String token = key.token(ALICE, expires);
            clock.advance(Duration.ofMinutes(10).minusMillis(1));

            assertThat(verified(token).actor()).isEqualTo(ALICE);
            clock.advance(Duration.ofMillis(1));
            assertThat(refusal(token)).isEqualTo(ErrorCode.TOKEN_EXPIRED);
        }

        /** The auth service's clock may be ahead of this one. */
        @Test
        void aTokenOfTheNearFutureIsGood() {
            String token = key.token(ALICE, expires.plusSeconds(30));

            assertThat(verified(token).actor()).isEqualTo(ALICE);
        }
    }

    @Test
    void aTokenOfARevokedLoginIsRefusedAsSuch() {
        String token = key.token(ALICE, expires);
        assertThat(verified(token).actor()).isEqualTo(ALICE);

        revoked.add(new LoginRevoked(ALICE.id(), "login-alice", null));

        assertThat(refusal(token)).isEqualTo(ErrorCode.REVOKED);
        assertThat(verified(key.token(BOB, expires)).actor()).isEqualTo(BOB);
    }

    @Test
    void aRevokedTokenIsRefusedAndOthersOfItsSessionAreNot() {
        String other = key.signed(TestKey.claims(ALICE, expires).put("jti", "2"));

        revoked.add(new LoginRevoked(ALICE.id(), null, null, "1", 0));

        assertThat(refusal(key.token(ALICE, expires))).isEqualTo(ErrorCode.REVOKED);
        assertThat(verified(other).actor()).isEqualTo(ALICE);
        assertThat(verified(key.token(BOB, expires)).actor())
                .as("a token of the same id, of another user")
                .isEqualTo(BOB);
    }

    @Test
    void whatAUserGainedBeforeAnEraIsRefusedAndWhatCameAfterIsNot() {
        String later = key.signed(TestKey.claims(ALICE, expires).put("era", 2));

        revoked.add(new LoginRevoked(ALICE.id(), null, null, null, 2));

        assertThat(refusal(key.token(ALICE, expires))).isEqualTo(ErrorCode.REVOKED);
        assertThat(verified(later).actor()).isEqualTo(ALICE);
        assertThat(verified(key.token(BOB, expires)).actor()).isEqualTo(BOB);
    }

    @Nested
    class WhenKeysChange {
        private final TestKey next = new TestKey("k2");

        @Test
        void theKeysAreAskedForOnce() {
            verified(key.token(ALICE, expires));
            verified(key.token(BOB, expires));

            assertThat(auth.asked()).isEqualTo(1);
        }

        @Test
        void manyTokensAtOnceAskTogether() {
            String token = key.token(ALICE, expires);

            edge.on(() -> verifier.verify(token).compose(first -> verifier.verify(token)));
            edge.on(() -> io.vertx.core.Future.all(
                    verifier.verify(next.token(ALICE, expires)).otherwiseEmpty(), verifier.verify(token)));

            assertThat(auth.asked()).isEqualTo(1);
        }

        @Test
        void anUnknownKeyIsAskedForAfterThePause() {
            verified(key.token(ALICE, expires));
            auth.publish(TestKey.jwks(key, next));

            nanoTime.addAndGet(PAUSE.toNanos());

            assertThat(verified(next.token(BOB, expires)).actor()).isEqualTo(BOB);
            assertThat(verified(key.token(ALICE, expires)).actor()).isEqualTo(ALICE);
            assertThat(auth.asked()).isEqualTo(2);
        }

        @Test
        void anUnknownKeyIsNotAskedForWithinThePause() {
            verified(key.token(ALICE, expires));
            auth.publish(TestKey.jwks(key, next));

            nanoTime.addAndGet(PAUSE.toNanos() - 1);

            assertThat(refusal(next.token(BOB, expires))).isEqualTo(ErrorCode.UNAUTHENTICATED);
            assertThat(auth.asked()).isEqualTo(1);
        }

        @Test
        void keysThatNobodyHasAreAskedForOnceInAPauseHoweverManyTokensNameThem() {
            verified(key.token(ALICE, expires));
            nanoTime.addAndGet(PAUSE.toNanos());

            Stream.of("a", "b", "c")
                    .forEach(id -> assertThat(refusal(new TestKey(id).token(ALICE, expires)))
                            .isEqualTo(ErrorCode.UNAUTHENTICATED));

            assertThat(auth.asked()).isEqualTo(2);
        }

        @Test
        void aKeyThatIsTakenBackVerifiesNothingOnceThatIsKnown() {
            verified(key.token(ALICE, expires));
            auth.publish(TestKey.jwks(next));
            nanoTime.addAndGet(PAUSE.toNanos());

            verified(next.token(BOB, expires));

            assertThat(refusal(key.token(ALICE, expires))).isEqualTo(ErrorCode.UNAUTHENTICATED);
        }

        @Test
        void knownKeysGoOnWhileTheAuthServiceIsAway() {
            verified(key.token(ALICE, expires));
            auth.goAway();
            nanoTime.addAndGet(PAUSE.toNanos());

            assertThat(refusal(next.token(BOB, expires))).isEqualTo(ErrorCode.UNAVAILABLE);
            assertThat(verified(key.token(ALICE, expires)).actor()).isEqualTo(ALICE);
        }
    }

    @Nested
    class WithoutAKey {
        @Test
        void nobodyIsBelievedUntilTheAuthServiceComes() {
            auth.goAway();
            assertThat(refusal(key.token(ALICE, expires))).isEqualTo(ErrorCode.UNAVAILABLE);

            auth.comeBack();
            nanoTime.addAndGet(SigningKeyCache.RETRY_PAUSE.toNanos());

            assertThat(verified(key.token(ALICE, expires)).actor()).isEqualTo(ALICE);
        }

        @Test
        void anEmptySetIsAsGoodAsNone() {
            auth.publish(TestKey.jwks(new JsonObject[0]));

            assertThat(refusal(key.token(ALICE, expires))).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        @Test
        void keysOfOtherKindsAreNoKeys() {
            JsonObject secret =
                    new JsonObject().put("kty", "oct").put("kid", "k1").put("k", "AAAA");
            JsonObject otherCurve = key.jwk().put("crv", "P-384");
            JsonObject nameless = key.jwk();
            nameless.remove("kid");
            auth.publish(TestKey.jwks(secret, otherCurve, nameless));

            assertThat(refusal(key.token(ALICE, expires))).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        /** Libraries were seen that skip a key that they cannot read, and without any key take what is not signed. */
        @Test
        void aKeyThatCannotBeReadMakesNobodyBelieved() {
            JsonObject broken = key.jwk();
            broken.remove("y");
            auth.publish(TestKey.jwks(broken));
            String unsigned = TestKey.unsigned(key.header(), claims());

            assertThat(List.of(unsigned, unsigned + "."))
                    .allSatisfy(token -> assertThat(refusal(token)).isEqualTo(ErrorCode.UNAUTHENTICATED));
            assertThat(List.of(unsigned + ".AA", key.token(ALICE, expires)))
                    .allSatisfy(token -> assertThat(refusal(token)).isEqualTo(ErrorCode.UNAVAILABLE));
        }
    }
}
