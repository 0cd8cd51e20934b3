package dev.parley.auth.app;

import dev.parley.auth.domain.Username;
import dev.parley.contracts.auth.FindProfiles;
import dev.parley.contracts.auth.ProfilesFound;
import io.vertx.core.Future;
import java.util.List;

/** Says who people are. What could be nobody's username is nobody's. */
public final class FindProfilesUseCase {
    private final AuthPorts ports;

    public FindProfilesUseCase(AuthPorts ports) {
        this.ports = ports;
    }

    public Future<ProfilesFound> run(FindProfiles command) {
        List<Username> usernames = command.usernames().stream()
                .filter(Username::isWellFormed)
                .map(Username::new)
                .toList();
        return ports.accounts()
                .find(command.ids(), usernames)
                .map(found -> new ProfilesFound(found.stream().map(Profiles::of).toList()));
    }
}
