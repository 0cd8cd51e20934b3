package dev.parley.testkit.jwt;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A key pair that signs tokens of any kind: those that a provider would sign, and those that it never would. */
public final class IssuerKey {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    private final String id;
    private final String algorithm;
    private final KeyPair pair;

    private IssuerKey(String id, String algorithm, KeyPair pair) {
        this.id = id;
        this.algorithm = algorithm;
        this.pair = pair;
    }

    /** On P-256. */
    public static IssuerKey es256(String id) {
        return new IssuerKey(id, "ES256", ec("secp256r1"));
    }

    /** On P-384, which is not the curve of any algorithm that is believed. */
    public static IssuerKey es384(String id) {
        return new IssuerKey(id, "ES384", ec("secp384r1"));
    }

    /** RSA with PKCS #1 1.5. */
    public static IssuerKey rs256(String id, int bits) {
        return new IssuerKey(id, "RS256", rsa(bits));
    }

    /** RSA with PSS. */
    public static IssuerKey ps256(String id, int bits) {
        return new IssuerKey(id, "PS256", rsa(bits));
    }

    /** Ed25519. */
    public static IssuerKey edDsa(String id) {
        return new IssuerKey(id, "EdDSA", generated("Ed25519", null));
    }

    /** The same key pair for another algorithm, or under another name. */
    public IssuerKey as(String otherId, String otherAlgorithm) {
        return new IssuerKey(otherId, otherAlgorithm, pair);
    }

    public PublicKey publicKey() {
        return pair.getPublic();
    }

    /** The public half (RFC 7517), with its name and algorithm. */
    public JsonObject jwk() {
        JsonObject jwk = new JsonObject().put("kid", id).put("alg", algorithm).put("use", "sig");
        if (pair.getPublic() instanceof ECPublicKey ec) {
            int bytes = (ec.getParams().getCurve().getField().getFieldSize() + 7) / 8;
            return jwk.put("kty", "EC")
                    .put("crv", "P-" + bytes * 8)
                    .put("x", base64(unsigned(ec.getW().getAffineX(), bytes)))
                    .put("y", base64(unsigned(ec.getW().getAffineY(), bytes)));
        }
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            int bytes = (rsa.getModulus().bitLength() + 7) / 8;
            return jwk.put("kty", "RSA")
                    .put("n", base64(unsigned(rsa.getModulus(), bytes)))
                    .put("e", base64(rsa.getPublicExponent().toByteArray()));
        }
        return jwk.put("kty", "OKP").put("crv", "Ed25519").put("x", base64(littleEndian((EdECPublicKey)
                pair.getPublic())));
    }

    /** The header of its tokens. */
    public JsonObject header() {
        return new JsonObject().put("alg", algorithm).put("typ", "JWT").put("kid", id);
    }

    /** A token with these claims. */
    public String signed(JsonObject claims) {
        return signed(header(), claims);
    }

    /** A token with this header and these claims. */
    public String signed(JsonObject header, JsonObject claims) {
        return signed(header.encode(), claims.encode());
    }

    /** A token of these two texts, JSON or not. */
    public String signed(String header, String claims) {
        String text = unsigned(header, claims);
        return text + "." + base64(signature(text));
    }

    /** What this key signs a text with. */
    public byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance(javaName());
            if (algorithm.equals("PS256")) {
                signature.setParameter(PSS);
            }
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first two parts of a token. */
    public static String unsigned(String header, String claims) {
        return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
    }

    /** As the parts of a token are written. */
    public static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    private String javaName() {
        return switch (algorithm) {
            case "ES256" -> "SHA256withECDSAinP1363Format";
            case "ES384" -> "SHA384withECDSAinP1363Format";
            case "RS256" -> "SHA256withRSA";
            case "PS256" -> "RSASSA-PSS";
            case "EdDSA" -> "Ed25519";
            default -> throw new IllegalStateException(algorithm);
        };
    }

    private static KeyPair ec(String curve) {
        return generated("EC", new ECGenParameterSpec(curve));
    }

    private static KeyPair rsa(int bits) {
        return generated("RSA", new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(65_537)));
    }

    private static KeyPair generated(String kind, @Nullable AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
            if (parameters != null) {
                generator.initialize(parameters);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(BigInteger number, int bytes) {
        byte[] padded = new byte[bytes];
        byte[] given = number.toByteArray();
        int length = Math.min(given.length, bytes);
        System.arraycopy(given, given.length - length, padded, bytes - length, length);
        return padded;
    }

    private static byte[] littleEndian(EdECPublicKey key) {
        byte[] big = unsigned(key.getPoint().getY(), 32);
        byte[] little = new byte[big.length];
        for (int at = 0; at < big.length; at++) {
            little[at] = big[big.length - 1 - at];
        }
        if (key.getPoint().isXOdd()) {
            little[little.length - 1] |= (byte) 0x80;
        }
        return little;
    }
}
