package dev.parley.gateway.identity;

import dev.parley.contracts.model.Actor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An ES256 key, and tokens of any kind: those that the auth service would sign, and those that it never would. */
public final class TestKey {
    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final String id;
    private final KeyPair pair;

    public TestKey(String id) {
        this.id = id;
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JWK set of these keys' public halves. */
    public static String jwks(TestKey... keys) {
        return jwks(Stream.of(keys).map(TestKey::jwk).toArray(JsonObject[]::new));
    }

    static String jwks(JsonObject... keys) {
        return new JsonObject()
                .put("keys", new JsonArray(List.of((Object[]) keys)))
                .encode();
    }

    JsonObject jwk() {
        ECPublicKey key = publicKey();
        return new JsonObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("kid", id)
                .put("alg", "ES256")
                .put("use", "sig")
                .put("x", coordinate(key.getW().getAffineX()))
                .put("y", coordinate(key.getW().getAffineY()));
    }

    ECPublicKey publicKey() {
        return (ECPublicKey) pair.getPublic();
    }

    /** The claims that the auth service puts into a token of that person. */
    public static JsonObject claims(Actor actor, Instant expires) {
        return new JsonObject()
                .put("iss", "parley")
                .put("aud", "parley")
                .put("sub", actor.id().value())
                .put("preferred_username", actor.username())
                .put("name", actor.displayName())
                .put("roles", new JsonArray(actor.roles().stream().toList()))
                .put("sid", "login-" + actor.username())
                .put("jti", "1")
                .put("iat", expires.minus(Duration.ofMinutes(10)).getEpochSecond())
                .put("exp", expires.getEpochSecond());
    }

    /** A token of that person which is good for ten minutes. */
    public String token(Actor actor) {
        return token(actor, Instant.now().plus(Duration.ofMinutes(10)));
    }

    /** A token of that person which is good until then. */
    public String token(Actor actor, Instant expires) {
        return signed(claims(actor, expires));
    }

    public String signed(JsonObject claims) {
        return signed(header(), claims);
    }

    public String signed(JsonObject header, JsonObject claims) {
        String text = unsigned(header, claims);
        return text + "." + BASE64.encodeToString(es256(text));
    }

    JsonObject header() {
        return new JsonObject().put("alg", "ES256").put("typ", "JWT").put("kid", id);
    }

    /** The first two parts of a token. */
    static String unsigned(JsonObject header, JsonObject claims) {
        return encoded(header) + "." + encoded(claims);
    }

    /** A token signed HS256 with any bytes as the secret. */
    static String signedHs256(JsonObject header, JsonObject claims, byte[] secret) {
        String text = unsigned(header, claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return text + "." + BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] es256(String text) {
        try {
            Signature es256 = Signature.getInstance("SHA256withECDSAinP1363Format");
            es256.initSign(pair.getPrivate());
            es256.update(text.getBytes(StandardCharsets.US_ASCII));
            return es256.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(JsonObject part) {
        return BASE64.encodeToString(part.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        byte[] tail = Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
        System.arraycopy(tail, 0, padded, COORDINATE_BYTES - length, length);
        return BASE64.encodeToString(padded);
    }
}
