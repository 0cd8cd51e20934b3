package dev.parley.gateway.rest;

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

/** An ES256 key as the auth service has one: publishes its public half and signs access tokens. */
final class SigningKey {
    static final String LOGIN_ID = "login-1";

    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair;

    SigningKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            pair = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String jwks() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        JsonObject jwk = new JsonObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("kid", "k1")
                .put("alg", "ES256")
                .put("use", "sig")
                .put("x", coordinate(key.getW().getAffineX()))
                .put("y", coordinate(key.getW().getAffineY()));
        return new JsonObject().put("keys", new JsonArray().add(jwk)).encode();
    }

    /** A token of that person which is good for ten minutes. */
    String token(Actor actor) {
        return token(actor, Instant.now().plus(Duration.ofMinutes(10)));
    }

    String token(Actor actor, Instant expires) {
        JsonObject header =
                new JsonObject().put("alg", "ES256").put("typ", "JWT").put("kid", "k1");
        JsonObject claims = new JsonObject()
                .put("iss", "parley")
                .put("aud", "parley")
                .put("sub", actor.id().value())
                .put("preferred_username", actor.username())
                .put("name", actor.displayName())
                .put("roles", new JsonArray(actor.roles().stream().toList()))
                .put("sid", LOGIN_ID)
                .put("jti", "1")
                .put("iat", expires.minus(Duration.ofMinutes(10)).getEpochSecond())
                .put("exp", expires.getEpochSecond());
        String signed = encoded(header) + "." + encoded(claims);
        return signed + "." + BASE64.encodeToString(signature(signed));
    }

    private byte[] signature(String text) {
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
