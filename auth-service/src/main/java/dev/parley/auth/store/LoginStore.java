package dev.parley.auth.store;

import dev.parley.auth.domain.Grant;
import dev.parley.auth.domain.Login;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps login sessions and the hashes of their refresh tokens, spent ones too until they expire. Each method is atomic;
 * every failure is {@code unavailable}.
 */
public interface LoginStore {
    /** Adds a login session with its first refresh token, which expires with it. */
    Future<Void> open(Login login, String tokenHash);

    /** The token with this hash. */
    Future<Optional<Grant>> find(String tokenHash);

    /**
     * Spends a token and adds the next one of the same login session. Of several who try at once exactly one succeeds.
     *
     * @param expiresAt of the next token, and so of the login session
     * @return false, and nothing changed, where the token is spent or its login session is revoked
     */
    Future<Boolean> rotate(String tokenHash, String nextHash, Instant now, Instant expiresAt);

    /** Revokes a login session. One that is revoked stays so, from the first time. */
    Future<Void> revoke(String loginId, Instant now);

    /** Whether this user has this login session, neither revoked nor expired. */
    Future<Boolean> isLive(String loginId, UserId user, Instant now);

    /** Login sessions revoked at or after a moment, newest first. */
    Future<List<Login>> revokedSince(Instant since, int limit);

    /**
     * Removes expired tokens, and login sessions that have expired.
     *
     * @param limit removes at most so many of each
     * @return how many were removed
     */
    Future<Integer> prune(Instant now, int limit);
}
