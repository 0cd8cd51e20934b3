package dev.parley.gateway.identity;

import io.vertx.core.json.JsonObject;

/**
 * A token that is believed.
 *
 * @param claims as its issuer wrote them
 */
public record VerifiedToken(Identity identity, JsonObject claims) {
    @Override
    public String toString() {
        return "VerifiedToken[" + identity.actor().id() + "]";
    }
}
