package dev.parley.contracts.auth;

/** Checks a username and a password, for a STOMP login that needs no tokens. */
public record Authenticate(String username, Secret password) implements AuthCommand<Authenticated> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
