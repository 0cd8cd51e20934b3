package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.Revocation;
import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.LoginEnded;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.util.Optional;

/** Changes a password; every other login session of the user ends with it. */
public final class ChangePasswordUseCase {
    private final AuthPorts ports;
    private final PasswordCheck passwords;
    private final TakenRights taken;
    private final AuditTrail audit;

    public ChangePasswordUseCase(AuthPorts ports, PasswordCheck passwords) {
        this.ports = ports;
        this.passwords = passwords;
        this.taken = new TakenRights(ports);
        this.audit = new AuditTrail(ports);
    }

    public Future<LoginEnded> run(ChangePassword command) {
        Password chosen = new Password(command.newPassword().value());
        return ports.accounts()
                .byId(command.user())
                .compose(Profiles::present)
                .compose(account -> account.passwordHash().isEmpty()
                        ? nothingToChange()
                        : passwords.check(account, command.oldPassword(), command.address()))
                .recover(ChangePasswordUseCase::wrongIsForbidden)
                .compose(account -> ports.hasher().hash(chosen).compose(hash -> change(account, hash, command)))
                .map(changed -> new LoginEnded());
    }

    private Future<Void> change(Account account, String newHash, ChangePassword command) {
        String oldHash = account.passwordHash().orElseThrow();
        Optional<String> keep = Optional.ofNullable(command.loginId());
        return ports.accounts()
                .changePassword(
                        account.id(), oldHash, newHash, keep, ports.clock().instant(), taken.untilAllEnds())
                .compose(changed -> changed.map(Future::succeededFuture).orElseGet(ChangePasswordUseCase::overtaken))
                .onSuccess(taken::tell)
                .compose(changed -> audit.own(Kind.PASSWORD_CHANGED, account.id(), command.address()));
    }

    /** The asker is known by its token; {@code unauthenticated} would make its client throw that away. */
    private static Future<Account> wrongIsForbidden(Throwable failure) {
        return failure instanceof Refusal refusal && refusal.code() == ErrorCode.UNAUTHENTICATED
                ? Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "the old password is wrong"))
                : Future.failedFuture(failure);
    }

    private static Future<Account> nothingToChange() {
        return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "this account has no password"));
    }

    private static Future<Revocation> overtaken() {
        return Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "the password was changed at the same time"));
    }
}
