package dev.parley.gateway.rest;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.CallQuota;
import io.vertx.core.Future;

/**
 * Finds out who is calling, by the bearer token and nothing else, and counts it: a call of somebody as that user's, any
 * other as its address's, also where it is refused.
 */
record Callers(Authenticator authenticator, CallQuota quota) {
    /** Who has signed in. */
    Future<Identity> signedIn(Call call) {
        return call.authorization()
                .map(authenticator::byAuthorization)
                .orElseGet(() ->
                        Future.failedFuture(new Refusal(ErrorCode.UNAUTHENTICATED, "an access token is required")))
                .compose(this::counted, refused -> {
                    quota.nobody(call.address());
                    return Future.failedFuture(refused);
                });
    }

    private Future<Identity> counted(Identity identity) {
        quota.user(identity.actor().id());
        return Future.succeededFuture(identity);
    }

    /** An operation that anybody may call, counted. */
    Operation counted(Operation operation) {
        return call -> {
            quota.nobody(call.address());
            return operation.run(call);
        };
    }
}
