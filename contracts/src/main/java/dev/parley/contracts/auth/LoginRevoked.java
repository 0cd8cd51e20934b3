package dev.parley.contracts.auth;

import dev.parley.contracts.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Live connections of this user lose their rights now.
 *
 * @param loginId the one login session that ended ({@code sid}), or null for all of the user's
 * @param exceptLoginId the one that is spared, or null
 */
public record LoginRevoked(
        UserId user, @Nullable String loginId, @Nullable String exceptLoginId) implements AuthEvent {}
