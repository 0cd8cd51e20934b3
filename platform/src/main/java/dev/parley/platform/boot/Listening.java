package dev.parley.platform.boot;

import dev.parley.platform.config.ConfigException;
import io.vertx.core.Future;

/** Says which setting to change where a port cannot be had. */
public final class Listening {
    private Listening() {}

    /** The same Future, with a failure that names the key and the port. */
    public static <T> Future<T> on(String key, int port, Future<T> listening) {
        return listening.recover(failure -> Future.failedFuture(new ConfigException(
                key, "names port " + port + ", where nothing can listen: " + failure.getMessage())));
    }
}
