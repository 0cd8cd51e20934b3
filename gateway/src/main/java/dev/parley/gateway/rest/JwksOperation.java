package dev.parley.gateway.rest;

import dev.parley.gateway.identity.Issuers;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** The public signing keys (RFC 7517), for whoever verifies access tokens. */
record JwksOperation(Issuers issuers) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        return issuers.jwks()
                .map(jwks -> Answer.of(200, "application/jwk-set+json", Buffer.buffer(jwks))
                        .with(Answer.CACHE_CONTROL, "public, max-age=60"));
    }
}
