package dev.parley.contracts.auth;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Changes a password and revokes the user's other login sessions.
 *
 * @param loginId the session to keep, or null
 * @param address what the limits of its client hang on, or null
 */
public record ChangePassword(
        UserId user,
        @Nullable String loginId,
        Secret oldPassword,
        Secret newPassword,
        @Nullable String address) implements AuthCommand<LoginEnded> {}
