package dev.parley.auth.app;

import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.contracts.admin.KeysRotated;
import dev.parley.contracts.admin.RotateKeys;
import io.vertx.core.Future;
import java.util.Optional;

/** Makes the next signing key because an admin says so. */
public final class RotateKeysUseCase {
    private final AuthPorts ports;
    private final Admins admins;
    private final AuditTrail audit;

    public RotateKeysUseCase(AuthPorts ports) {
        this.ports = ports;
        this.admins = new Admins(ports);
        this.audit = new AuditTrail(ports);
    }

    public Future<KeysRotated> run(RotateKeys command) {
        return admins.require(command.by())
                .compose(
                        admin -> audit.admins(Kind.KEYS_ROTATED, command.by(), Optional.empty(), "", command.address()))
                .compose(noted -> ports.tokens().rotate())
                .map(key -> new KeysRotated(key.id(), key.signsFrom().toEpochMilli()));
    }
}
