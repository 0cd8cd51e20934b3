package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.ReservedNames;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;

/** Makes an account and signs it in. */
public final class RegisterUseCase {
    private final AuthPorts ports;
    private final LoginSessions sessions;
    private final ReservedNames reserved;
    private final AuditTrail audit;

    public RegisterUseCase(AuthPorts ports, LoginSessions sessions, ReservedNames reserved) {
        this.ports = ports;
        this.sessions = sessions;
        this.reserved = reserved;
        this.audit = new AuditTrail(ports);
    }

    public Future<Tokens> run(Register command) {
        Username name = new Username(command.username());
        if (name.isGuests()) {
            throw new Refusal(ErrorCode.CONFLICT, "names that begin with " + Username.GUEST_PREFIX + " are for guests");
        }
        if (reserved.contains(name)) {
            throw new Refusal(ErrorCode.CONFLICT, "the username is reserved");
        }
        Password password = new Password(command.password().value());
        DisplayName shown = DisplayName.orUsername(command.displayName(), name);
        return ports.accounts()
                .byUsername(name)
                .compose(
                        taken -> taken.isPresent() ? conflict() : ports.hasher().hash(password))
                .compose(hash -> add(name, shown, hash))
                .compose(account -> audit.own(Kind.REGISTERED, account.id(), command.address())
                        .compose(noted -> sessions.open(account)));
    }

    private Future<Account> add(Username name, DisplayName shown, String hash) {
        UserId id = new UserId(ports.random().id());
        Account account = Account.person(id, name, shown, hash, ports.clock().instant());
        return ports.accounts().add(account).compose(added -> added ? Future.succeededFuture(account) : conflict());
    }

    private static <T> Future<T> conflict() {
        return Future.failedFuture(new Refusal(ErrorCode.CONFLICT, "the username is taken"));
    }
}
