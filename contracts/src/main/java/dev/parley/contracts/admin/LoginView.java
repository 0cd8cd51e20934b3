package dev.parley.contracts.admin;

/**
 * A login session that lives.
 *
 * @param id the {@code sid} of its access tokens
 */
public record LoginView(String id, long createdAtMillis, long expiresAtMillis) {}
