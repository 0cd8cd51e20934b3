package dev.parley.gateway.rest;

import dev.parley.contracts.auth.ChangePassword;
import dev.parley.contracts.auth.Secret;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Changes the caller's password and revokes the caller's other login sessions. */
record PasswordOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        Fields body = call.json();
        ChangePassword change = new ChangePassword(
                identity.actor().id(),
                identity.loginId().orElse(null),
                new Secret(body.text("oldPassword")),
                new Secret(body.text("newPassword")),
                call.address());
        return bus.ask(change).map(ended -> Answer.noContent());
    }
}
