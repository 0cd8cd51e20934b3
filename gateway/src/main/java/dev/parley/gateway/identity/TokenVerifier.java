package dev.parley.gateway.identity;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Verifies access tokens (RFC 7519; docs/protocol.md, "Who is speaking"), this installation's own and those of other
 * issuers alike: by a known key of the issuer that the token names, with the algorithm that the key is for, and then by
 * what it claims. Everything that is unbelievable at first sight is refused before anybody is asked for keys.
 */
public final class TokenVerifier {
    private final Issuers issuers;
    private final RevokedLogins revoked;
    private final InstantSource clock;

    public TokenVerifier(Issuers issuers, RevokedLogins revoked, InstantSource clock) {
        this.issuers = issuers;
        this.revoked = revoked;
        this.clock = clock;
    }

    /** Whether a text has the shape of a JWT: three base64url parts, the first a JSON object. A password may have dots. */
    public static boolean looksLikeToken(String text) {
        return SignedToken.isLike(text);
    }

    /** The identity in the token; fails as {@link #inspect} does. */
    public Future<Identity> verify(String token) {
        return inspect(token).map(VerifiedToken::identity);
    }

    /**
     * What the token says; fails {@code token-expired} for a good one past its time, {@code revoked}, {@code unavailable}
     * where that cannot be told just now, else {@code unauthenticated}.
     */
    public Future<VerifiedToken> inspect(String text) {
        Optional<SignedToken> read = SignedToken.read(text)
                .filter(token -> SignatureAlgorithm.named(token.algorithm()).isPresent());
        Optional<Issuer> named = read.flatMap(SignedToken::issuer).flatMap(issuers::named);
        if (read.isEmpty() || named.isEmpty()) {
            return Future.failedFuture(ClaimRules.wrong());
        }
        SignedToken token = read.get();
        Issuer issuer = named.get();
        return issuer.keys()
                .key(token.keyId())
                .compose(key -> key != null && key.verifies(token)
                        ? believe(token.claims(), issuer)
                        : Future.failedFuture(ClaimRules.wrong()));
    }

    private Future<VerifiedToken> believe(JsonObject claims, Issuer issuer) {
        Instant expires = ClaimRules.check(claims, issuer, clock.instant());
        return issuer.identity(claims, expires)
                .compose(this::unlessRevoked)
                .map(identity -> new VerifiedToken(identity, claims));
    }

    /**
     * The same identity; fails {@link ErrorCode#REVOKED} where the rights were taken since they were gained,
     * {@code unavailable} where that cannot be told yet.
     */
    Future<Identity> unlessRevoked(Identity identity) {
        return revoked.ready().map(ready -> {
            if (revoked.take(identity)) {
                throw new Refusal(ErrorCode.REVOKED, ErrorCode.REVOKED.sentence());
            }
            return identity;
        });
    }
}
