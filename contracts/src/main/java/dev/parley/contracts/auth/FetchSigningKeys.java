package dev.parley.contracts.auth;

/** Asks for the public keys that verify access tokens. */
public record FetchSigningKeys() implements AuthCommand<SigningKeys> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
