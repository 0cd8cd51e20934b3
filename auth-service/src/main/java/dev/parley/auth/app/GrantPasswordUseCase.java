package dev.parley.auth.app;

import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.Tokens;
import io.vertx.core.Future;

/** Signs in with a username and a password. */
public final class GrantPasswordUseCase {
    private final PasswordCheck passwords;
    private final LoginSessions sessions;

    public GrantPasswordUseCase(PasswordCheck passwords, LoginSessions sessions) {
        this.passwords = passwords;
        this.sessions = sessions;
    }

    public Future<Tokens> run(GrantPassword command) {
        return passwords.check(command.username(), command.password()).compose(sessions::open);
    }
}
