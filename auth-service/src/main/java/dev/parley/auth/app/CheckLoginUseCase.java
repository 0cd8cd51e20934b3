package dev.parley.auth.app;

import dev.parley.contracts.auth.CheckLogin;
import dev.parley.contracts.auth.LoginChecked;
import io.vertx.core.Future;

/** Says whether a user, who is not shut out, and a login session of theirs are still there. */
public final class CheckLoginUseCase {
    private final AuthPorts ports;

    public CheckLoginUseCase(AuthPorts ports) {
        this.ports = ports;
    }

    public Future<LoginChecked> run(CheckLogin command) {
        String loginId = command.loginId();
        return ports.accounts()
                .byId(command.user())
                .map(account -> account.filter(known -> !known.standing().disabled()))
                .compose(account -> account.isEmpty() || loginId == null
                        ? Future.succeededFuture(account.isPresent())
                        : ports.logins()
                                .isLive(loginId, command.user(), ports.clock().instant()))
                .map(LoginChecked::new);
    }
}
