package dev.parley.gateway.rest;

import dev.parley.contracts.auth.ReadProfile;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;

/** The caller's profile. */
record ReadMeOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        return bus.ask(new ReadProfile(identity.actor().id()))
                .map(profile -> Answer.json(200, Representations.user(profile)));
    }
}
