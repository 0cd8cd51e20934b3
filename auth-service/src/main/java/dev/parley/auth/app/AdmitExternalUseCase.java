package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.ExternalUser;
import dev.parley.auth.domain.ReservedNames;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.List;

/** Finds the account of somebody whom another issuer of tokens knows, or makes it; it then stays as it is. */
public final class AdmitExternalUseCase {
    private final AuthPorts ports;
    private final ReservedNames reserved;

    public AdmitExternalUseCase(AuthPorts ports, ReservedNames reserved) {
        this.ports = ports;
        this.reserved = reserved;
    }

    public Future<Authenticated> run(AdmitExternal command) {
        ExternalUser user = new ExternalUser(command.issuer(), command.subject());
        UserId id = user.id();
        List<Username> names = user.usernames(command.username()).stream()
                .filter(name -> !reserved.contains(name))
                .toList();
        return found(id, names, command.displayName()).map(Profiles::authenticated);
    }

    /** The account is looked for again before each name is tried: another process may just have made it. */
    private Future<Account> found(UserId id, List<Username> names, String displayName) {
        return ports.accounts().byId(id).compose(known -> {
            if (known.isPresent()) {
                return own(known.get());
            }
            return ports.accounts()
                    .isErased(id)
                    .compose(erased -> erased ? AdmitExternalUseCase.<Account>refused() : made(id, names, displayName));
        });
    }

    private Future<Account> made(UserId id, List<Username> names, String displayName) {
        if (names.isEmpty()) {
            return Future.failedFuture(Refusal.unavailable("no free username"));
        }
        Account account = Account.external(
                id,
                names.get(0),
                DisplayName.shaped(displayName, names.get(0)),
                ports.clock().instant());
        return ports.accounts()
                .add(account)
                .compose(added -> added
                        ? Future.succeededFuture(account)
                        : found(id, names.subList(1, names.size()), displayName));
    }

    /** Belt and braces: no local account has an id of this kind. */
    private static Future<Account> own(Account known) {
        if (!known.isExternal()) {
            return Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "the account is not another issuer's"));
        }
        return known.standing().disabled() ? refused() : Future.succeededFuture(known);
    }

    /** A good token does not bring back who was shut out, nor who was erased. */
    private static <T> Future<T> refused() {
        return Future.failedFuture(new Refusal(ErrorCode.REVOKED, ErrorCode.REVOKED.sentence()));
    }
}
