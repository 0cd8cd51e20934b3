package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.SigningKeys;
import java.time.Duration;
import java.time.Instant;

/** Signs access tokens, and says with which keys they are verified. */
public interface AccessTokens {
    /** A signed access token and how long it lives. */
    record AccessToken(Secret value, Duration life) {}

    /** Signs a token for a login session of an account. */
    AccessToken issue(Account account, String loginId, Instant now);

    /** The keys that verify every token that may still be valid. */
    SigningKeys signingKeys();
}
