package dev.parley.gateway.rest;

import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.limits.CallQuota;
import io.vertx.core.Future;

/**
 * Makes an account and signs it in, so many for an address. Who gives no display name is shown by the username.
 */
record RegisterOperation(EdgeBus bus, CallQuota quota) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        Fields body = call.jsonOrForm();
        String username = body.text("username");
        Secret password = new Secret(body.text("password"));
        String displayName = body.optionalText("displayName").orElse(username);
        Register registration = new Register(username, password, displayName, call.address());
        quota.registration(call.address());
        return bus.ask(registration).map(tokens -> Representations.tokens(201, tokens));
    }
}
