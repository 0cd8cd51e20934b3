package dev.parley.auth.store;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Keeps accounts. Each method is atomic; every failure is {@code unavailable}. */
public interface AccountStore {
    /** Adds an account: false, and nothing added, where the username or the id is taken. */
    Future<Boolean> add(Account account);

    Future<Optional<Account>> byUsername(Username username);

    Future<Optional<Account>> byId(UserId id);

    /** Those of the accounts, asked for by id or by username, that there are; each once. */
    Future<List<Account>> find(Collection<UserId> ids, Collection<Username> usernames);

    /** Changes the display name; empty where there is no such account. */
    Future<Optional<Account>> rename(UserId id, DisplayName name);

    /**
     * Changes the password and revokes the account's live login sessions but the one to keep.
     *
     * @return false, and nothing changed, where the password is no longer {@code oldHash}
     */
    Future<Boolean> changePassword(UserId id, String oldHash, String newHash, Optional<String> keepLogin, Instant now);

    /**
     * Removes guests who came before a moment and have no login session left.
     *
     * @param limit removes at most so many
     * @return how many were removed
     */
    Future<Integer> pruneGuests(Instant before, int limit);
}
