package dev.parley.gateway.rest;

import dev.parley.contracts.auth.UpdateProfile;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** Changes the caller's display name. */
record ChangeMeOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        String displayName = call.json().text("displayName");
        return bus.ask(new UpdateProfile(identity.actor().id(), displayName))
                .map(profile -> Answer.json(200, Representations.user(profile)));
    }
}
