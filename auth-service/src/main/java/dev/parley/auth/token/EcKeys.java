package dev.parley.auth.token;

import dev.parley.auth.domain.SigningKey;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;

/** EC P-256 key pairs as JWKs (RFC 7517; members of RFC 7518, 6.2). */
final class EcKeys {
    private static final int COORDINATE_BYTES = 32;

    private EcKeys() {}

    /** Makes a pair. */
    static SigningKey generate(long generation, String keyId, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            ECPublicKey open = (ECPublicKey) pair.getPublic();
            JsonObject jwk = new JsonObject()
                    .put("kty", "EC")
                    .put("use", "sig")
                    .put("alg", Es256Tokens.ALGORITHM)
                    .put("kid", keyId)
                    .put("crv", "P-256")
                    .put("x", coordinate(open.getW().getAffineX()))
                    .put("y", coordinate(open.getW().getAffineY()))
                    .put("d", coordinate(((ECPrivateKey) pair.getPrivate()).getS()));
            return new SigningKey(generation, keyId, jwk.encode(), now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    /** The part that everybody may know. */
    static JsonObject publicPart(SigningKey key) {
        JsonObject whole = new JsonObject(key.privateJwk());
        JsonObject open = new JsonObject();
        // By name, not by removal: what is not named here stays private.
        for (String member : new String[] {"kty", "use", "alg", "kid", "crv", "x", "y"}) {
            open.put(member, whole.getString(member));
        }
        return open;
    }

    /** Big-endian, of fixed length, base64url (RFC 7518, 6.2.1.2). */
    static String coordinate(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(signed.length, COORDINATE_BYTES);
        System.arraycopy(signed, signed.length - length, fixed, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
    }
}
