package dev.parley.contracts.admin;

/**
 * There is a new signing key.
 *
 * @param keyId its {@code kid}
 * @param signsFromMillis when it begins to sign; it verifies from now on
 */
public record KeysRotated(String keyId, long signsFromMillis) implements AdminReply {}
