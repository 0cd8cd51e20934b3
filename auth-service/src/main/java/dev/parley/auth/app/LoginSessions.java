package dev.parley.auth.app;

import dev.parley.auth.app.AccessTokens.AccessToken;
import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.Login;
import dev.parley.auth.domain.RefreshToken;
import dev.parley.contracts.auth.Secret;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Opens login sessions, carries them on and ends them. */
public final class LoginSessions {
    private final AuthPorts ports;
    private final SessionOptions options;
    private final TakenRights taken;

    public LoginSessions(AuthPorts ports, SessionOptions options) {
        this.ports = ports;
        this.options = options;
        this.taken = new TakenRights(ports);
    }

    /** Opens one for an account that has proved itself; refused where it has lost its rights since. */
    Future<Tokens> open(Account account) {
        Instant now = ports.clock().instant();
        RefreshToken token = ports.random().refreshToken();
        Login login = new Login(ports.random().id(), account.id(), now, expiry(account, now));
        return ports.logins()
                .open(login, token.hash(), account.standing().era())
                .compose(opened -> opened
                        ? Future.succeededFuture(tokens(account, login.id(), token, now))
                        : Future.failedFuture(PasswordCheck.wrong()));
    }

    /** Swaps a grant for new tokens; empty where somebody else has swapped it first. */
    Future<Optional<Tokens>> carryOn(Account account, Grant grant) {
        Instant now = ports.clock().instant();
        RefreshToken next = ports.random().refreshToken();
        return ports.logins()
                .rotate(grant.tokenHash(), next.hash(), now, expiry(account, now))
                .map(won -> won ? Optional.of(tokens(account, grant.login().id(), next, now)) : Optional.empty());
    }

    /** Ends one, and tells the gateways; false where it had ended already. */
    Future<Boolean> end(UserId user, String loginId) {
        return ports.logins()
                .revoke(user, loginId, ports.clock().instant(), taken.untilTokensEnd())
                .onSuccess(ended -> ended.ifPresent(taken::tell))
                .map(Optional::isPresent);
    }

    private Instant expiry(Account account, Instant now) {
        return now.plus(options.refreshLife(account.isGuest()));
    }

    private Tokens tokens(Account account, String loginId, RefreshToken refresh, Instant now) {
        AccessToken access = ports.tokens().issue(account, loginId, now);
        return new Tokens(access.value(), access.life().toSeconds(), new Secret(refresh.value()), Profiles.of(account));
    }
}
