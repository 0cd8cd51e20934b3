package dev.parley.gateway.attack;

import dev.parley.testkit.jwt.IdentityProvider;
import dev.parley.testkit.jwt.IssuerKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens whose signature is right, by keys that an issuer publishes and that must not be believed all the same. */
@SuppressWarnings("NullAway.Init")
class ForgedKeysIT {
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final IssuerKey GOOD = IssuerKey.es256("good");
    private static final IssuerKey SMALL = IssuerKey.rs256("small", 1024);
    private static final IssuerKey SMALL_PSS = IssuerKey.ps256("small-pss", 1024);
    private static final IssuerKey OTHER_CURVE = IssuerKey.es384("other-curve");
    private static final IssuerKey FOR_ENCRYPTION = IssuerKey.es256("for-encryption");
    private static final IssuerKey TWICE = IssuerKey.es256("twice");
    private static final IssuerKey TWICE_TOO = IssuerKey.es256("twice");
    private static final IssuerKey NAMELESS = IssuerKey.es256("");
    private static final IssuerKey EXPONENT = IssuerKey.rs256("exponent", 2048);
    private static final IssuerKey NOT_ALLOWED = IssuerKey.edDsa("not-allowed");

    private static IdentityProvider provider;
    private static GuardedGateway gateway;

    @BeforeAll
    static void start() {
        provider = new IdentityProvider();
        JsonObject nameless = NAMELESS.jwk();
        nameless.remove("kid");
        provider.publish(List.of(
                GOOD.jwk(),
                secret(),
                SMALL.jwk(),
                SMALL_PSS.jwk(),
                OTHER_CURVE.jwk(),
                OTHER_CURVE.jwk().put("kid", "lying-curve").put("alg", "ES256").put("crv", "P-256"),
                FOR_ENCRYPTION.jwk().put("use", "enc"),
                FOR_ENCRYPTION.jwk().put("kid", "for-signing-only").put("key_ops", new JsonArray().add("sign")),
                TWICE.jwk(),
                TWICE_TOO.jwk(),
                nameless,
                EXPONENT.jwk().put("e", Base64.getUrlEncoder().encodeToString(BigInteger.ONE.toByteArray())),
                GOOD.jwk().put("kid", "off-the-curve").put("y", GOOD.jwk().getString("x")),
                NOT_ALLOWED.jwk()));
        gateway = new GuardedGateway(provider.entry("chat")
                .put("algorithms", new JsonArray().add("ES256").add("RS256").add("PS256")));
        gateway.accepts(GOOD.signed(claims()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    private static JsonObject claims() {
        return provider.claims("mallory", "chat");
    }

    private static JsonObject secret() {
        return new JsonObject()
                .put("kty", "oct")
                .put("kid", "secret")
                .put("alg", "HS256")
                .put("k", IssuerKey.base64(SECRET));
    }

    @Test
    void aSecretAmongThePublicKeys() throws GeneralSecurityException {
        for (String algorithm : List.of("HS256", "ES256")) {
            JsonObject header = new JsonObject().put("alg", algorithm).put("kid", "secret");
            String text = IssuerKey.unsigned(header.encode(), claims().encode());
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));

            gateway.refuses(text + "." + IssuerKey.base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @Test
    void anRsaKeyOf1024Bits() {
        gateway.refuses(SMALL.signed(claims()));
        gateway.refuses(SMALL_PSS.signed(claims()));
    }

    @Test
    void anRsaKeyWhoseExponentIsOne() {
        gateway.refuses(EXPONENT.signed(claims()));
    }

    @Test
    void aKeyOnAnotherCurve() {
        gateway.refuses(OTHER_CURVE.signed(claims()));
        gateway.refuses(OTHER_CURVE.signed(OTHER_CURVE.header().put("alg", "ES256"), claims()));
        gateway.refuses(
                OTHER_CURVE.signed(OTHER_CURVE.header().put("alg", "ES256").put("kid", "lying-curve"), claims()));
    }

    @Test
    void aPointThatIsNotOnTheCurve() {
        gateway.refuses(GOOD.as("off-the-curve", "ES256").signed(claims()));
    }

    @Test
    void aKeyForEncryptionOrForSigningOnly() {
        gateway.refuses(FOR_ENCRYPTION.signed(claims()));
        gateway.refuses(FOR_ENCRYPTION.as("for-signing-only", "ES256").signed(claims()));
    }

    @Test
    void twoKeysOfOneName() {
        gateway.refuses(TWICE.signed(claims()));
        gateway.refuses(TWICE_TOO.signed(claims()));
    }

    @Test
    void aKeyWithoutAName() {
        gateway.refuses(NAMELESS.signed(claims()));
    }

    @Test
    void aKeyOfAnAlgorithmThatIsNotAllowedForThisIssuer() {
        gateway.refuses(NOT_ALLOWED.signed(claims()));
    }
}
