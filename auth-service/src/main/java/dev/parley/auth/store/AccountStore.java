package dev.parley.auth.store;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps accounts. Each method is atomic; every failure is {@code unavailable}. What takes all that an account had gained
 * revokes its live login sessions, begins its next era, and keeps a {@link Revocation}, all at once.
 */
public interface AccountStore {
    /** Adds an account: false, and nothing added, where the username or the id is taken, or was that of an erased account. */
    Future<Boolean> add(Account account);

    Future<Optional<Account>> byUsername(Username username);

    Future<Optional<Account>> byId(UserId id);

    /** Those of the accounts, asked for by id or by username, that there are; each once. */
    Future<List<Account>> find(Collection<UserId> ids, Collection<Username> usernames);

    /**
     * Accounts in the order of their usernames.
     *
     * @param part of the username or of the display name, without regard to the case of a-z; empty for all
     * @param after only usernames behind this one; empty for all
     */
    Future<List<Account>> search(String part, String after, int limit);

    /** Whether anybody who is not disabled is an admin. */
    Future<Boolean> hasAdmin();

    /** Changes the display name; empty where there is no such account. */
    Future<Optional<Account>> rename(UserId id, DisplayName name);

    /**
     * Changes the password and takes all that was gained before, but one login session.
     *
     * @param until when what it takes cannot matter any more
     * @return empty, and nothing changed, where the password is no longer {@code oldHash}
     */
    Future<Optional<Revocation>> changePassword(
            UserId id, String oldHash, String newHash, Optional<String> keepLogin, Instant now, Instant until);

    /** Keeps another hash of the same password; where it is no longer {@code oldHash}, nothing is changed. */
    Future<Void> rehash(UserId id, String oldHash, String newHash);

    /** Shuts the account out, or lets it in again, and takes all; empty where there is no such account. */
    Future<Optional<Revocation>> setDisabled(UserId id, boolean disabled, Instant now, Instant until);

    /** Gives the account these roles and no other, and takes all; empty where there is no such account. */
    Future<Optional<Revocation>> setRoles(UserId id, Set<String> roles, Instant now, Instant until);

    /** Takes all; empty where there is no such account. */
    Future<Optional<Revocation>> takeAll(UserId id, Instant now, Instant until);

    /**
     * Removes the account with its login sessions; of its name and its id only hashes are left, so that nobody gets them
     * again. Notes in the {@link ErasureStore} that the rest is due. Empty where there is no such account.
     */
    Future<Optional<Revocation>> erase(UserId id, Instant now, Instant until);

    /** Whether there was an account of this id that was erased. */
    Future<Boolean> isErased(UserId id);

    /**
     * Removes guests who came before a moment and have no login session left.
     *
     * @param limit removes at most so many
     * @return how many were removed
     */
    Future<Integer> pruneGuests(Instant before, int limit);
}
