package dev.parley.gateway.rest;

import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.ReadProfile;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.identity.Identity;
import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;

/** The caller's profile, with the roles in effect: the account's, and those that the token gives. */
record ReadMeOperation(EdgeBus bus) implements PersonalOperation {
    @Override
    public Future<Answer> run(Call call, Identity identity) {
        return bus.ask(new ReadProfile(identity.actor().id()))
                .map(profile -> Answer.json(200, Representations.user(inEffect(profile, identity))));
    }

    private static Profile inEffect(Profile profile, Identity identity) {
        Set<String> roles = new HashSet<>(profile.roles());
        roles.addAll(identity.actor().roles());
        return new Profile(profile.id(), profile.username(), profile.displayName(), roles);
    }
}
