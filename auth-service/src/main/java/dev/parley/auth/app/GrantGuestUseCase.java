package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.GrantGuest;
import dev.parley.contracts.auth.Tokens;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;

/** Makes a guest and signs it in, where guests are allowed. */
public final class GrantGuestUseCase {
    /** Names are random: three in a row that are taken mean that something is wrong. */
    private static final int TRIES = 3;

    private final AuthPorts ports;
    private final LoginSessions sessions;
    private final SessionOptions options;
    private final AuditTrail audit;

    public GrantGuestUseCase(AuthPorts ports, LoginSessions sessions, SessionOptions options) {
        this.ports = ports;
        this.sessions = sessions;
        this.options = options;
        this.audit = new AuditTrail(ports);
    }

    public Future<Tokens> run(GrantGuest command) {
        if (!options.guests()) {
            return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "guests are not allowed here"));
        }
        return add(command.displayName(), TRIES)
                .compose(guest -> audit.own(Kind.GUEST_CAME, guest.id(), command.address())
                        .compose(noted -> sessions.open(guest)));
    }

    private Future<Account> add(String displayName, int tries) {
        Username name = ports.random().guestName();
        Account guest = Account.guest(
                new UserId(ports.random().id()),
                name,
                DisplayName.orUsername(displayName, name),
                ports.clock().instant());
        return ports.accounts().add(guest).compose(added -> {
            if (added) {
                return Future.succeededFuture(guest);
            }
            return tries > 1
                    ? add(displayName, tries - 1)
                    : Future.failedFuture(Refusal.unavailable("no free name for a guest"));
        });
    }
}
