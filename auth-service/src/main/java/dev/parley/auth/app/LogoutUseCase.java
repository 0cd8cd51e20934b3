package dev.parley.auth.app;

import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Login;
import dev.parley.auth.domain.RefreshToken;
import dev.parley.contracts.auth.LoginEnded;
import dev.parley.contracts.auth.Logout;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Ends the login session of a refresh token, spent or not. */
public final class LogoutUseCase {
    private final AuthPorts ports;
    private final LoginSessions sessions;
    private final AuditTrail audit;

    public LogoutUseCase(AuthPorts ports, LoginSessions sessions) {
        this.ports = ports;
        this.sessions = sessions;
        this.audit = new AuditTrail(ports);
    }

    public Future<LoginEnded> run(Logout command) {
        String presented = command.refreshToken().value();
        if (!RefreshToken.isWellFormed(presented)) {
            return Future.succeededFuture(new LoginEnded());
        }
        return ports.logins()
                .find(new RefreshToken(presented).hash())
                .compose(grant -> grant.isPresent()
                        ? end(grant.get().login(), command.address())
                        : Future.<Void>succeededFuture())
                .map(ended -> new LoginEnded());
    }

    private Future<Void> end(Login login, @Nullable String address) {
        return sessions.end(login.user(), login.id())
                .compose(ended ->
                        ended ? audit.own(Kind.LOGGED_OUT, login.user(), address) : Future.<Void>succeededFuture());
    }
}
