package dev.parley.gateway.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Somebody who signs tokens that are believed: whose keys, for which audience, and whom the tokens mean. */
interface Issuer {
    /** The {@code iss} of its tokens. */
    String name();

    String audience();

    SigningKeyCache keys();

    /**
     * Who speaks, by the claims of a token that is genuine, for this audience and in its time; fails as a refusal.
     *
     * @param expires when the token does
     */
    Future<Identity> identity(JsonObject claims, Instant expires);
}
