package dev.parley.contracts.auth;

/** Ends the login session of a refresh token. An unknown one is no error: it is ended already. */
public record Logout(Secret refreshToken) implements AuthCommand<LoginEnded> {
    @Override
    public boolean isRepeatable() {
        return true;
    }
}
