package dev.parley.auth.store;

import dev.parley.auth.domain.Erasure;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/**
 * The erasures that are not complete: noted by {@link AccountStore#erase}, and there until they are {@link #done}. Every
 * failure is {@code unavailable}.
 */
public interface ErasureStore {
    /**
     * Takes those that are due, so that no other process does the same at once.
     *
     * @param again when they are due again
     * @param limit takes at most so many
     */
    Future<List<Erasure>> take(Instant now, Instant again, int limit);

    /** Lets go of one. */
    Future<Void> done(UserId user);
}
