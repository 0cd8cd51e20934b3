package dev.parley.gateway.identity;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * How tokens are signed (RFC 7518, 3.1; RFC 8037, 3.1): with key pairs only, so that nothing public is ever taken for a
 * secret. Which one a token has to have is said by the key that it names.
 */
public enum SignatureAlgorithm {
    ES256("ES256", 64),
    RS256("RS256", SignatureAlgorithm.AS_THE_KEY),
    PS256("PS256", SignatureAlgorithm.AS_THE_KEY),
    EDDSA("EdDSA", 64);

    private static final int AS_THE_KEY = 0;
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    private final String jose;
    private final int signatureBytes;

    SignatureAlgorithm(String jose, int signatureBytes) {
        this.jose = jose;
        this.signatureBytes = signatureBytes;
    }

    /** Its name in a token's header and in a JWK. */
    public String jose() {
        return jose;
    }

    /** The one of that name; empty for all that is not believed, {@code none} and {@code HS256} among them. */
    public static Optional<SignatureAlgorithm> named(String jose) {
        return Arrays.stream(values()).filter(one -> one.jose.equals(jose)).findFirst();
    }

    /** Whether the bytes were signed with the private half of this key, which has to be of this algorithm's kind. */
    boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        if (signatureBytes != AS_THE_KEY && signature.length != signatureBytes) {
            return false;
        }
        if (this == ES256 && hasZero(signature)) {
            return false; // good for any message in some releases of Java (CVE-2022-21449)
        }
        try {
            Signature check = signature();
            check.initVerify(key);
            check.update(signed);
            return check.verify(signature);
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has these algorithms
        }
    }

    private Signature signature() throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        return switch (this) {
            case ES256 -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case RS256 -> Signature.getInstance("SHA256withRSA");
            case EDDSA -> Signature.getInstance("Ed25519");
            case PS256 -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(PSS);
                yield pss;
            }
        };
    }

    /** Whether one of the two numbers is nought. */
    private static boolean hasZero(byte[] signature) {
        byte[] zero = new byte[signature.length / 2];
        return Arrays.equals(signature, 0, zero.length, zero, 0, zero.length)
                || Arrays.equals(signature, zero.length, signature.length, zero, 0, zero.length);
    }
}
