package dev.parley.contracts.auth;

/**
 * A revocation as it is kept.
 *
 * @param number 1, 2, 3, … in the order of the commits
 * @param untilMillis when nothing is left that it could take
 */
public record NumberedRevocation(long number, long untilMillis, LoginRevoked what) {}
