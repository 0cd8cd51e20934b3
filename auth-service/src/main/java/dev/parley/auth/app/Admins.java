package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Optional;

/** Who is an admin now, whatever a token says, and whom an admin names. */
final class Admins {
    private static final int MAX_PAGE = 100;

    private final AuthPorts ports;

    Admins(AuthPorts ports) {
        this.ports = ports;
    }

    /** Refused {@code forbidden} for anybody who is no admin at this moment. */
    Future<Void> require(UserId by) {
        return ports.accounts()
                .byId(by)
                .compose(account -> account.filter(Account::isAdmin).isPresent()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new Refusal(ErrorCode.FORBIDDEN, "only admins may do this")));
    }

    /** A user, by its id or by {@code @username}; refused {@code not-found}. */
    Future<Account> find(String user) {
        return byName(user)
                .map(name -> ports.accounts().byUsername(name))
                .orElseGet(() -> user.startsWith("@")
                        ? Future.succeededFuture(Optional.empty())
                        : ports.accounts().byId(new UserId(user)))
                .compose(Profiles::present);
    }

    /** How many items a page has. */
    static int limit(int asked) {
        return Math.max(1, Math.min(MAX_PAGE, asked));
    }

    private static Optional<Username> byName(String user) {
        return Optional.of(user)
                .filter(text -> text.startsWith("@"))
                .map(text -> text.substring(1))
                .filter(Username::isWellFormed)
                .map(Username::new);
    }
}
