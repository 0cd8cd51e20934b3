package dev.parley.auth.app;

import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.ReadProfile;
import io.vertx.core.Future;

/** Reads a user's own profile. */
public final class ReadProfileUseCase {
    private final AuthPorts ports;

    public ReadProfileUseCase(AuthPorts ports) {
        this.ports = ports;
    }

    public Future<Profile> run(ReadProfile command) {
        return ports.accounts().byId(command.user()).compose(Profiles::present).map(Profiles::of);
    }
}
