package dev.parley.gateway.identity;

import java.net.URI;
import java.util.Set;

/**
 * An identity provider whose tokens are believed.
 *
 * @param issuer the {@code iss} of its tokens, to the letter
 * @param audience what has to be in their {@code aud}
 * @param keys where its JWK set is
 * @param algorithms what its keys may sign with
 */
public record TrustedIssuer(
        String issuer, String audience, URI keys, Set<SignatureAlgorithm> algorithms, ClaimMapping claims) {
    public TrustedIssuer {
        algorithms = Set.copyOf(algorithms);
    }
}
