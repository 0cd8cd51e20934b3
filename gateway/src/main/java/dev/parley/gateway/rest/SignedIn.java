package dev.parley.gateway.rest;

import io.vertx.core.Future;

/** Finds out who is calling before the operation sees the call. */
record SignedIn(Callers callers, PersonalOperation operation) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        return callers.signedIn(call).compose(identity -> operation.run(call, identity));
    }
}
