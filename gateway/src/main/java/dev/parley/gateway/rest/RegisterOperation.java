package dev.parley.gateway.rest;

import dev.parley.contracts.auth.Register;
import dev.parley.contracts.auth.Secret;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;

/** Makes an account and signs it in. Who gives no display name is shown by the username. */
record RegisterOperation(EdgeBus bus) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        Fields body = call.jsonOrForm();
        String username = body.text("username");
        Secret password = new Secret(body.text("password"));
        String displayName = body.optionalText("displayName").orElse(username);
        return bus.ask(new Register(username, password, displayName, call.address()))
                .map(tokens -> Representations.tokens(201, tokens));
    }
}
