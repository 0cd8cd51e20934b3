package dev.parley.auth.app;

import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.Authenticated;
import io.vertx.core.Future;

/** Checks a username and a password and opens no login session. */
public final class AuthenticateUseCase {
    private final PasswordCheck passwords;

    public AuthenticateUseCase(PasswordCheck passwords) {
        this.passwords = passwords;
    }

    public Future<Authenticated> run(Authenticate command) {
        return passwords
                .check(command.username(), command.password())
                .map(account -> new Authenticated(Profiles.actor(account)));
    }
}
