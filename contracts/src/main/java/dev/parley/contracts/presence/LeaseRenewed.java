package dev.parley.contracts.presence;

/**
 * The lease holds.
 *
 * @param known the version the owner now holds; another than the one sent says: report everything, from base 0
 */
public record LeaseRenewed(long known) implements PresenceReply {}
