package dev.parley.contracts.auth;

import dev.parley.contracts.model.Actor;

/**
 * The password or the token is right, and this is who it is.
 *
 * @param era of the account, when it was looked at: see {@link LoginRevoked}
 * @param takenAtMillis when it began; what another issuer signed until then counts for nothing. 0 for the first
 */
public record Authenticated(Actor actor, long era, long takenAtMillis) implements AuthReply {
    /** In the first era. */
    public Authenticated(Actor actor) {
        this(actor, 0, 0);
    }
}
