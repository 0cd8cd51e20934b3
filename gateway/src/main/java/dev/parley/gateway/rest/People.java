package dev.parley.gateway.rest;

import dev.parley.contracts.auth.FindProfiles;
import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.ProfilesFound;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Target;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The people that a path or an answer names. In a path it is an id, or an {@code @} and a username. */
record People(EdgeBus bus) {
    private static final char USERNAME = '@';

    /** Who the path means; {@code not-found} where there is nobody like that. */
    Future<Profile> existing(Call call) {
        return find(call.person()).map(found -> found.orElseThrow(People::unknown));
    }

    /** The same, but by an id also somebody without an account, such as a guest: the room knows whether there is one. */
    Future<Target> target(Call call) {
        String person = call.person();
        return find(person)
                .map(found -> found.map(People::target).orElseGet(() -> {
                    if (isUsername(person)) {
                        throw unknown();
                    }
                    return new Target(new UserId(person), "");
                }));
    }

    static Target target(Profile profile) {
        return new Target(profile.id(), profile.displayName());
    }

    /** Those of the people who have an account, by their ids. */
    Future<Map<UserId, Profile>> byId(List<UserId> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(Map.of())
                : bus.ask(new FindProfiles(ids, List.of()))
                        .map(found -> found.profiles().stream().collect(Collectors.toMap(Profile::id, one -> one)));
    }

    private Future<Optional<Profile>> find(String person) {
        FindProfiles question = isUsername(person)
                ? new FindProfiles(List.of(), List.of(person.substring(1)))
                : new FindProfiles(List.of(new UserId(person)), List.of());
        return bus.ask(question)
                .map(ProfilesFound::profiles)
                .map(found -> found.stream().findFirst());
    }

    private static boolean isUsername(String person) {
        return person.charAt(0) == USERNAME;
    }

    private static Refusal unknown() {
        return new Refusal(ErrorCode.NOT_FOUND, "no such user");
    }
}
