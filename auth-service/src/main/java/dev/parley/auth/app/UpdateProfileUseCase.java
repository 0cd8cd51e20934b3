package dev.parley.auth.app;

import dev.parley.auth.domain.DisplayName;
import dev.parley.contracts.auth.Profile;
import dev.parley.contracts.auth.UpdateProfile;
import io.vertx.core.Future;

/** Changes a user's own display name. Access tokens say the old one until they are refreshed. */
public final class UpdateProfileUseCase {
    private final AuthPorts ports;

    public UpdateProfileUseCase(AuthPorts ports) {
        this.ports = ports;
    }

    public Future<Profile> run(UpdateProfile command) {
        DisplayName name = new DisplayName(command.displayName());
        return ports.accounts()
                .rename(command.user(), name)
                .compose(Profiles::present)
                .map(Profiles::of);
    }
}
