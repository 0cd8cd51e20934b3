package dev.parley.gateway.session;

/**
 * The bounds of what a connection may keep for a COMMIT (docs/configuration.md).
 *
 * @param open transactions at a time
 * @param frames of one transaction
 * @param bytes of all frames that are kept, headers included
 */
public record TransactionLimits(int open, int frames, long bytes) {}
