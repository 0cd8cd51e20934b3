package dev.parley.gateway.identity;

import java.security.PublicKey;

/**
 * A public key that an issuer signs with.
 *
 * @param id its {@code kid}
 * @param algorithm the only one that it is good for
 */
record VerificationKey(String id, SignatureAlgorithm algorithm, PublicKey key) {
    /** Whether the token was signed with it, and says so. */
    boolean verifies(SignedToken token) {
        return token.algorithm().equals(algorithm.jose())
                && algorithm.verifies(key, token.signedBytes(), token.signature());
    }
}
