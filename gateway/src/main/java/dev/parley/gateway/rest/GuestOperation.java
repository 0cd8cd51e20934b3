package dev.parley.gateway.rest;

import dev.parley.contracts.auth.GrantGuest;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.limits.CallQuota;
import io.vertx.core.Future;

/** Makes a guest and signs it in, so many for an address, where guests are allowed. */
record GuestOperation(EdgeBus bus, CallQuota quota) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        GrantGuest grant = new GrantGuest(call.jsonOrForm().text("displayName"), call.address());
        quota.guest(call.address());
        return bus.ask(grant).map(tokens -> Representations.tokens(201, tokens));
    }
}
