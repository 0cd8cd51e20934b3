package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.RefreshToken;
import dev.parley.contracts.auth.GrantRefresh;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Swaps a refresh token. One that was swapped before, or by somebody else at the same time, ends the login session: two
 * hold the same token, and which of them stole it cannot be known.
 */
public final class GrantRefreshUseCase {
    private final AuthPorts ports;
    private final LoginSessions sessions;
    private final AuditTrail audit;

    public GrantRefreshUseCase(AuthPorts ports, LoginSessions sessions) {
        this.ports = ports;
        this.sessions = sessions;
        this.audit = new AuditTrail(ports);
    }

    public Future<Tokens> run(GrantRefresh command) {
        String presented = command.refreshToken().value();
        if (!RefreshToken.isWellFormed(presented)) {
            return unknown();
        }
        return ports.logins()
                .find(new RefreshToken(presented).hash())
                .compose(grant -> grant.isPresent() ? swap(grant.get(), command.address()) : unknown());
    }

    private Future<Tokens> swap(Grant grant, @Nullable String address) {
        return switch (grant.judge(ports.clock().instant())) {
            case GOOD ->
                ports.accounts()
                        .byId(grant.login().user())
                        .compose(account ->
                                account.isPresent() && !account.get().standing().disabled()
                                        ? carryOn(account.get(), grant, address)
                                        : unknown());
            case REUSED -> endReused(grant, address);
            case REVOKED -> revoked();
            case EXPIRED -> unknown();
        };
    }

    private Future<Tokens> carryOn(Account account, Grant grant, @Nullable String address) {
        return sessions.carryOn(account, grant)
                .compose(tokens ->
                        tokens.isPresent() ? Future.succeededFuture(tokens.get()) : endReused(grant, address));
    }

    private Future<Tokens> endReused(Grant grant, @Nullable String address) {
        UserId user = grant.login().user();
        return sessions.end(user, grant.login().id())
                .compose(ended -> ended
                        ? audit.strangers(Kind.REFRESH_REUSED, Optional.of(user), address)
                        : Future.<Void>succeededFuture())
                .compose(noted -> revoked());
    }

    private static Future<Tokens> revoked() {
        return Future.failedFuture(new Refusal(ErrorCode.REVOKED, "the login session has been revoked: sign in again"));
    }

    private static Future<Tokens> unknown() {
        return Future.failedFuture(
                new Refusal(ErrorCode.UNAUTHENTICATED, "the refresh token is unknown or has expired: sign in again"));
    }
}
