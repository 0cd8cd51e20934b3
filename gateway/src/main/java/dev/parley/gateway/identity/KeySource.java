package dev.parley.gateway.identity;

import io.vertx.core.Future;

/** Where an issuer tells its public keys. */
@FunctionalInterface
interface KeySource {
    /** The JWK set in JSON, as it is now. Answers or fails within a bounded time, on the caller's event loop. */
    Future<String> fetch();
}
