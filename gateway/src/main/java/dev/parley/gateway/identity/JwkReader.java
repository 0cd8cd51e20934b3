package dev.parley.gateway.identity;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads a JWK (RFC 7517; RFC 7518, 6; RFC 8037, 2) that verifies signatures: on the curve P-256, RSA of a size that is
 * safe and cheap enough, Ed25519. The kind of key and its {@code alg} decide what it is good for.
 */
final class JwkReader {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_EXPONENT_BITS = 32;
    private static final int ED25519_BYTES = 32;

    private JwkReader() {}

    /** The key; empty for any that does not verify, also a secret, a broken one and one for encryption. */
    static Optional<VerificationKey> read(JsonObject jwk) {
        if (!(jwk.getValue("kid") instanceof String id) || !isForSignatures(jwk)) {
            return Optional.empty();
        }
        return algorithm(jwk).flatMap(algorithm -> {
            try {
                return Optional.of(new VerificationKey(id, algorithm, publicKey(algorithm, jwk)));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                return Optional.empty();
            }
        });
    }

    private static boolean isForSignatures(JsonObject jwk) {
        boolean used = !jwk.containsKey("use") || "sig".equals(jwk.getValue("use"));
        Object operations = jwk.getValue("key_ops");
        return used && (operations == null || (operations instanceof JsonArray list && list.contains("verify")));
    }

    /** What a key of its kind signs, unless it names something else that it can: then that, else nothing. */
    private static Optional<SignatureAlgorithm> algorithm(JsonObject jwk) {
        String kind = jwk.getValue("kty") + "/" + jwk.getValue("crv");
        Optional<SignatureAlgorithm> usual = switch (kind) {
            case "EC/P-256" -> Optional.of(SignatureAlgorithm.ES256);
            case "OKP/Ed25519" -> Optional.of(SignatureAlgorithm.EDDSA);
            case "RSA/null" ->
                Optional.of("PS256".equals(jwk.getValue("alg")) ? SignatureAlgorithm.PS256 : SignatureAlgorithm.RS256);
            default -> Optional.empty();
        };
        return usual.filter(
                algorithm -> !jwk.containsKey("alg") || algorithm.jose().equals(jwk.getValue("alg")));
    }

    private static PublicKey publicKey(SignatureAlgorithm algorithm, JsonObject jwk) throws GeneralSecurityException {
        return switch (algorithm) {
            case ES256 -> p256(number(jwk, "x"), number(jwk, "y"));
            case RS256, PS256 -> rsa(number(jwk, "n"), number(jwk, "e"));
            case EDDSA -> ed25519(bytes(jwk, "x"));
        };
    }

    private static PublicKey p256(BigInteger x, BigInteger y) throws GeneralSecurityException {
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = named.getParameterSpec(ECParameterSpec.class);
        requireOn(curve.getCurve(), x, y);
        return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    /** Java takes any two numbers for a point. */
    private static void requireOn(EllipticCurve curve, BigInteger x, BigInteger y) throws InvalidKeySpecException {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        boolean within = x.compareTo(p) < 0 && y.compareTo(p) < 0;
        if (!within || y.pow(2).subtract(right).mod(p).signum() != 0) {
            throw new InvalidKeySpecException("not a point of the curve");
        }
    }

    private static PublicKey rsa(BigInteger modulus, BigInteger exponent) throws GeneralSecurityException {
        int bits = modulus.bitLength();
        boolean sound = exponent.testBit(0) && exponent.bitLength() > 1 && exponent.bitLength() <= MAX_EXPONENT_BITS;
        if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS || !sound) {
            throw new InvalidKeySpecException("an RSA key of no use");
        }
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent));
    }

    /** Little-endian, the highest bit being the sign of the other coordinate (RFC 8032, 5.1.2). */
    private static PublicKey ed25519(byte[] encoded) throws GeneralSecurityException {
        if (encoded.length != ED25519_BYTES) {
            throw new InvalidKeySpecException("an Ed25519 key of the wrong length");
        }
        byte[] bigEndian = new byte[ED25519_BYTES];
        for (int at = 0; at < ED25519_BYTES; at++) {
            bigEndian[at] = encoded[ED25519_BYTES - 1 - at];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7F;
        EdECPoint point = new EdECPoint(odd, new BigInteger(1, bigEndian));
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }

    private static BigInteger number(JsonObject jwk, String name) throws InvalidKeySpecException {
        return new BigInteger(1, bytes(jwk, name));
    }

    private static byte[] bytes(JsonObject jwk, String name) throws InvalidKeySpecException {
        if (jwk.getValue(name) instanceof String text && text.length() <= MAX_RSA_BITS) {
            return Base64.getUrlDecoder().decode(text);
        }
        throw new InvalidKeySpecException(name + " is missing");
    }
}
