package dev.parley.contracts.admin;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Takes a user's rights: those of one access token, or of one login session, or all where both are null.
 *
 * @param loginId the {@code sid} of a login session of this user
 * @param tokenId the {@code jti} of an access token of this user
 * @param address where the admin is, as far as limits go, or null
 */
public record RevokeLogins(
        UserId by,
        String user,
        @Nullable String loginId,
        @Nullable String tokenId,
        @Nullable String address) implements AdminCommand<UserView> {
    private static final int MAX_ID = 255;

    /** @throws Refusal {@link ErrorCode#BAD_REQUEST} for an id that no session and no token has */
    public RevokeLogins {
        requireId(loginId);
        requireId(tokenId);
    }

    private static void requireId(@Nullable String id) {
        if (id != null && (id.isBlank() || id.length() > MAX_ID)) {
            throw new Refusal(ErrorCode.BAD_REQUEST, "an id of a session or a token is 1 to 255 characters");
        }
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }
}
