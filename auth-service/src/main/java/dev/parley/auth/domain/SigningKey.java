package dev.parley.auth.domain;

import java.time.Instant;

/**
 * A key pair that signs access tokens. Never printed.
 *
 * @param generation 1, 2, 3, …; unique, so that of several processes that make one at once the first wins
 * @param id the {@code kid}
 * @param privateJwk the pair as a JWK (RFC 7517) in JSON, private part included; in a database it may be sealed
 */
public record SigningKey(long generation, String id, String privateJwk, Instant createdAt) {
    /** The same key in another form of its private part. */
    public SigningKey withPrivateJwk(String other) {
        return new SigningKey(generation, id, other, createdAt);
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
