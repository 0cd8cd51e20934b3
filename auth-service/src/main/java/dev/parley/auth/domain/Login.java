package dev.parley.auth.domain;

import dev.parley.contracts.model.UserId;
import java.time.Instant;

/**
 * A login session: what begins with a sign-in and lives as long as its refresh tokens are swapped in time.
 *
 * @param id the {@code sid} of its access tokens
 * @param expiresAt when its newest refresh token does
 */
public record Login(String id, UserId user, Instant createdAt, Instant expiresAt) {}
