package dev.parley.contracts.admin;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Takes a user's rights: those of one access token, or of one login session, or all where both are null.
 *
 * @param loginId the {@code sid} of a login session of this user
 * @param tokenId the {@code jti} of an access token of this user
 */
public record RevokeLogins(
        UserId by,
        String user,
        @Nullable String loginId,
        @Nullable String tokenId) implements AdminCommand<UserView> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
