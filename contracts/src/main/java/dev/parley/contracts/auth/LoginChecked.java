package dev.parley.contracts.auth;

/**
 * What became of a login session.
 *
 * @param live false where it was revoked or has ended, or the user is gone
 */
public record LoginChecked(boolean live) implements AuthReply {}
