package dev.parley.contracts.auth;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Live connections of this user lose their rights now: those of one token, or of one login session, or all that were
 * gained before an era of the user's account.
 *
 * @param loginId the one login session that ended ({@code sid}), or null
 * @param exceptLoginId the one that is spared where all end, or null
 * @param tokenId the one access token that ended ({@code jti}), or null
 * @param era where all end: those of an earlier era; 0 for those of every era
 */
public record LoginRevoked(
        UserId user,
        @Nullable String loginId,
        @Nullable String exceptLoginId,
        @Nullable String tokenId,
        long era) implements AuthEvent {
    /** Of one login session, or of every era. */
    public LoginRevoked(UserId user, @Nullable String loginId, @Nullable String exceptLoginId) {
        this(user, loginId, exceptLoginId, null, 0);
    }
}
