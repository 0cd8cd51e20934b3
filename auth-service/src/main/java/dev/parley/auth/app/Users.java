package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Login;
import dev.parley.contracts.admin.LoginView;
import dev.parley.contracts.admin.UserView;
import java.util.List;

/** Accounts as admins see them. */
final class Users {
    private Users() {}

    static UserView of(Account account, List<Login> logins) {
        return new UserView(
                account.id(),
                account.username().value(),
                account.displayName().value(),
                account.roles(),
                account.standing().disabled(),
                account.createdAt().toEpochMilli(),
                logins.stream()
                        .map(login -> new LoginView(
                                login.id(),
                                login.createdAt().toEpochMilli(),
                                login.expiresAt().toEpochMilli()))
                        .toList());
    }
}
