package dev.parley.gateway.rest;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.gateway.identity.Authenticator;
import io.vertx.core.Future;

/** Finds out who is calling, by the bearer token and nothing else, before the operation sees the call. */
record SignedIn(Authenticator authenticator, PersonalOperation operation) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        return call.authorization()
                .map(authenticator::byAuthorization)
                .orElseGet(() ->
                        Future.failedFuture(new Refusal(ErrorCode.UNAUTHENTICATED, "an access token is required")))
                .compose(identity -> operation.run(call, identity));
    }
}
