package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import io.vertx.core.Future;
import java.util.Optional;

/** Accounts as their owners see them. */
final class Profiles {
    private Profiles() {}

    static Profile of(Account account) {
        return new Profile(
                account.id(), account.username().value(), account.displayName().value(), account.roles());
    }

    /** Who acts where this account does. */
    static Actor actor(Account account) {
        return new Actor(
                account.id(), account.username().value(), account.displayName().value(), account.roles());
    }

    /** Who it is, after it proved itself. */
    static Authenticated authenticated(Account account) {
        return new Authenticated(
                actor(account),
                account.standing().era(),
                account.standing().takenAt().toEpochMilli());
    }

    /** The account, or {@code not-found}. */
    static Future<Account> present(Optional<Account> account) {
        return account.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(new Refusal(ErrorCode.NOT_FOUND, "there is no such user")));
    }
}
