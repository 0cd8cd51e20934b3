package dev.parley.auth.app;

import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.contracts.auth.GrantPassword;
import dev.parley.contracts.auth.Tokens;
import io.vertx.core.Future;

/** Signs in with a username and a password. */
public final class GrantPasswordUseCase {
    private final PasswordCheck passwords;
    private final AuditTrail audit;
    private final LoginSessions sessions;

    public GrantPasswordUseCase(PasswordCheck passwords, LoginSessions sessions, AuditTrail audit) {
        this.passwords = passwords;
        this.audit = audit;
        this.sessions = sessions;
    }

    public Future<Tokens> run(GrantPassword command) {
        return passwords
                .check(command.username(), command.password(), command.address())
                .compose(account -> audit.own(Kind.SIGN_IN, account.id(), command.address())
                        .compose(noted -> sessions.open(account)));
    }
}
