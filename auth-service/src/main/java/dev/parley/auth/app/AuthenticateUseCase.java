package dev.parley.auth.app;

import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.Authenticated;
import io.vertx.core.Future;

/** Checks a username and a password and opens no login session. */
public final class AuthenticateUseCase {
    private final PasswordCheck passwords;
    private final AuditTrail audit;

    public AuthenticateUseCase(PasswordCheck passwords, AuditTrail audit) {
        this.passwords = passwords;
        this.audit = audit;
    }

    public Future<Authenticated> run(Authenticate command) {
        return passwords
                .check(command.username(), command.password(), command.address())
                .compose(account -> audit.own(Kind.SIGN_IN, account.id(), command.address())
                        .map(noted -> Profiles.authenticated(account)));
    }
}
