package dev.parley.auth.app;

import dev.parley.auth.domain.Password;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Hashes passwords, slowly on purpose, so off the event loop and only a few at once. With too many waiting a call is
 * refused {@code unavailable}.
 */
public interface PasswordHasher {
    /** The hash to keep, in PHC string format, with a salt of its own. */
    Future<String> hash(Password password);

    /** Whether the hash is of this password. Without a hash: never, after the same work. */
    Future<Boolean> matches(Password password, Optional<String> hash);

    /** Whether a hash was computed with other parameters than new ones are. */
    boolean isOutdated(String hash);
}
