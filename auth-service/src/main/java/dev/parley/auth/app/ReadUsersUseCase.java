package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.admin.ListUsers;
import dev.parley.contracts.admin.ReadUser;
import dev.parley.contracts.admin.UserPage;
import dev.parley.contracts.admin.UserView;
import io.vertx.core.Future;
import java.util.List;

/** Shows users to an admin. */
public final class ReadUsersUseCase {
    private static final int LOGINS = 100;

    private final AuthPorts ports;
    private final Admins admins;

    public ReadUsersUseCase(AuthPorts ports) {
        this.ports = ports;
        this.admins = new Admins(ports);
    }

    /** One user, with its newest login sessions. */
    public Future<UserView> read(ReadUser command) {
        return admins.require(command.by())
                .compose(admin -> admins.find(command.user()))
                .compose(this::view);
    }

    /** A page of users, by username. */
    public Future<UserPage> list(ListUsers command) {
        int limit = Admins.limit(command.limit());
        String behind = Cursors.read(command.cursor()).orElse("");
        if (!behind.isEmpty() && !Username.isWellFormed(behind)) {
            throw Cursors.wrong();
        }
        return admins.require(command.by())
                .compose(admin -> ports.accounts().search(command.query(), behind, limit + 1))
                .map(found -> new UserPage(
                        found.stream()
                                .limit(limit)
                                .map(account -> Users.of(account, List.of()))
                                .toList(),
                        Cursors.after(
                                found, limit, account -> account.username().value())));
    }

    /** The account as it is stored now. */
    Future<UserView> view(Account account) {
        return ports.accounts()
                .byId(account.id())
                .compose(Profiles::present)
                .compose(now -> ports.logins()
                        .living(now.id(), ports.clock().instant(), LOGINS)
                        .map(logins -> Users.of(now, logins)));
    }
}
