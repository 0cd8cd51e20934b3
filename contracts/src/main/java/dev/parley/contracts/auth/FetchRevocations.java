package dev.parley.contracts.auth;

/**
 * Asks for what was revoked and may still matter.
 *
 * @param after the number of the newest that the asker knows; 0 for all
 */
public record FetchRevocations(long after) implements AuthCommand<Revocations> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
