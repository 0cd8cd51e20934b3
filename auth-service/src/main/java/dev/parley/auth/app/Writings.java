package dev.parley.auth.app;

import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;

/** Port: what people wrote, which others keep. */
@FunctionalInterface
public interface Writings {
    /** Has some of what a user wrote erased; the value says whether nothing is left. Harmless where nothing was. */
    Future<Boolean> erase(UserId user);
}
