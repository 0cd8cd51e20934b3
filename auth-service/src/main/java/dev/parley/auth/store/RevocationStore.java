package dev.parley.auth.store;

import dev.parley.auth.domain.Revocation;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** Keeps what was revoked for as long as it matters. Each method is atomic; every failure is {@code unavailable}. */
public interface RevocationStore {
    /** Revokes one access token. */
    Future<Revocation> revokeToken(UserId user, String tokenId, Instant until);

    /**
     * Those after a number that still matter, by number. Whoever has seen one has seen all before it: numbers are in the
     * order of the commits. All of them after a number that none has: the database is older than who asks, as after a
     * restore from a backup.
     */
    Future<List<Revocation>> after(long number, Instant now, int limit);

    /**
     * Removes what cannot matter any more.
     *
     * @param limit removes at most so many
     * @return how many were removed
     */
    Future<Integer> forget(Instant now, int limit);
}
