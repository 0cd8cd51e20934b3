package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Standing;
import dev.parley.contracts.admin.DisableUser;
import dev.parley.contracts.admin.EnableUser;
import dev.parley.contracts.admin.EraseUser;
import dev.parley.contracts.admin.RevokeLogins;
import dev.parley.contracts.admin.SetRoles;
import dev.parley.contracts.admin.UserErased;
import dev.parley.contracts.admin.UserView;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an admin does to a user. Each act is in the audit log before it is done, and what it takes is told to the gateways
 * once it is. Nobody does it to itself, so that somebody stays who can undo it.
 */
public final class ChangeUsersUseCase {
    private final AuthPorts ports;
    private final Admins admins;
    private final AuditTrail audit;
    private final TakenRights taken;
    private final LoginSessions sessions;
    private final ReadUsersUseCase users;
    private final Erasures erasures;

    public ChangeUsersUseCase(AuthPorts ports, LoginSessions sessions) {
        this.ports = ports;
        this.sessions = sessions;
        this.admins = new Admins(ports);
        this.audit = new AuditTrail(ports);
        this.taken = new TakenRights(ports);
        this.users = new ReadUsersUseCase(ports);
        this.erasures = new Erasures(ports);
    }

    public Future<UserView> disable(DisableUser command) {
        return other(command.by(), command.user())
                .compose(account -> noted(Kind.USER_DISABLED, command.by(), account, "", command.address())
                        .compose(noted -> took(ports.accounts().setDisabled(account.id(), true, now(), until())))
                        .compose(done -> users.view(account)));
    }

    public Future<UserView> enable(EnableUser command) {
        return other(command.by(), command.user())
                .compose(account -> noted(Kind.USER_ENABLED, command.by(), account, "", command.address())
                        .compose(noted -> took(ports.accounts().setDisabled(account.id(), false, now(), until())))
                        .compose(done -> users.view(account)));
    }

    public Future<UserView> setRoles(SetRoles command) {
        Set<String> roles = new TreeSet<>(command.roles());
        roles.remove(Standing.EVERYBODYS);
        Standing.requireGiven(roles);
        return other(command.by(), command.user())
                .compose(account -> account.isGuest()
                        ? Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "a guest gets no roles"))
                        : Future.succeededFuture(account))
                .compose(account -> noted(
                                Kind.ROLES_SET, command.by(), account, String.join(" ", roles), command.address())
                        .compose(noted -> took(ports.accounts().setRoles(account.id(), roles, now(), until())))
                        .compose(done -> users.view(account)));
    }

    public Future<UserView> revoke(RevokeLogins command) {
        return admins.require(command.by())
                .compose(admin -> admins.find(command.user()))
                .compose(account -> noted(Kind.LOGINS_REVOKED, command.by(), account, scope(command), command.address())
                        .compose(noted -> revoke(account, command))
                        .compose(done -> users.view(account)));
    }

    /** The account is gone when this completes; what the user wrote goes soon after, and once it does not, later. */
    public Future<UserErased> erase(EraseUser command) {
        return other(command.by(), command.user())
                .compose(account -> noted(Kind.USER_ERASED, command.by(), account, "", command.address())
                        .compose(noted -> took(ports.accounts().erase(account.id(), now(), until()))))
                .onSuccess(done -> erasures.goOn()) // where it fails, the Caretaker says so in its next round
                .map(done -> new UserErased());
    }

    private Future<Void> revoke(Account account, RevokeLogins command) {
        if (command.tokenId() != null) {
            return ports.revocations()
                    .revokeToken(account.id(), command.tokenId(), taken.untilTokenEnds(account))
                    .onSuccess(taken::tell)
                    .mapEmpty();
        }
        return command.loginId() != null
                ? sessions.end(account.id(), command.loginId()).mapEmpty()
                : took(ports.accounts().takeAll(account.id(), now(), until()));
    }

    private static String scope(RevokeLogins command) {
        if (command.tokenId() != null) {
            return "one token";
        }
        return command.loginId() != null ? "one login session" : "all";
    }

    private Future<Account> other(UserId by, String user) {
        return admins.require(by)
                .compose(admin -> admins.find(user))
                .compose(account -> account.id().equals(by)
                        ? Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "admins do not do this to themselves"))
                        : Future.succeededFuture(account));
    }

    private Future<Void> noted(Kind kind, UserId by, Account account, String detail, @Nullable String address) {
        return audit.admins(kind, by, Optional.of(account.id()), detail, address);
    }

    private Future<Void> took(Future<Optional<Revocation>> change) {
        return change.onSuccess(revocation -> revocation.ifPresent(taken::tell)).mapEmpty();
    }

    private Instant now() {
        return ports.clock().instant();
    }

    private Instant until() {
        return taken.untilAllEnds();
    }
}
