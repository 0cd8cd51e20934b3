package dev.parley.gateway.rest;

import dev.parley.contracts.auth.GrantGuest;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;

/** Makes a guest and signs it in, where guests are allowed. */
record GuestOperation(EdgeBus bus) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        return bus.ask(new GrantGuest(call.jsonOrForm().text("displayName"), call.address()))
                .map(tokens -> Representations.tokens(201, tokens));
    }
}
