package dev.parley.gateway.rest;

import dev.parley.contracts.auth.Logout;
import dev.parley.contracts.auth.Secret;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;

/** Ends a login session. Who holds its refresh token may end it: no access token is asked for, it may be past. */
record LogoutOperation(EdgeBus bus) implements Operation {
    @Override
    public Future<Answer> run(Call call) {
        Secret refreshToken = new Secret(call.jsonOrForm().text("refresh_token"));
        return bus.ask(new Logout(refreshToken, call.address())).map(ended -> Answer.noContent());
    }
}
