package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.SigningKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** Signs access tokens, and says with which keys they are verified. */
public interface AccessTokens {
    /** A signed access token and how long it lives. */
    record AccessToken(Secret value, Duration life) {}

    /** Signs a token for a login session of an account. */
    AccessToken issue(Account account, String loginId, Instant now);

    /** How long one lives. */
    Duration life();

    /**
     * Makes the next key now; it is published at once and signs later. Fails {@code conflict} while the newest does not sign
     * yet.
     */
    Future<NextKey> rotate();

    /** A key that was made, and when it begins to sign. */
    record NextKey(String id, Instant signsFrom) {}

    /** The keys that verify every token that may still be valid. */
    SigningKeys signingKeys();
}
