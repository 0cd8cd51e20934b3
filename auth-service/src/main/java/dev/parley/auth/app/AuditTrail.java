package dev.parley.auth.app;

import dev.parley.auth.domain.AuditEvent;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what happens to the security of accounts: in the audit log, and as a line of the process's log. What a
 * client made up is in neither: ids and the service's own words are. Clients' addresses are in the audit log alone, which
 * admins read and which forgets.
 */
public final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

    private final AuthPorts ports;

    public AuditTrail(AuthPorts ports) {
        this.ports = ports;
    }

    /** Somebody did something that concerns itself. */
    Future<Void> own(Kind kind, UserId user, @Nullable String address) {
        return write(kind, Optional.of(user), Optional.of(user), Optional.ofNullable(address), "");
    }

    /** Somebody unknown did something, to this user or to nobody. */
    Future<Void> strangers(Kind kind, Optional<UserId> user, @Nullable String address) {
        return write(kind, Optional.empty(), user, Optional.ofNullable(address), "");
    }

    /** An admin is about to do something; it is done only when this has been written. */
    Future<Void> admins(Kind kind, UserId by, Optional<UserId> user, String detail, @Nullable String address) {
        return write(kind, Optional.of(by), user, Optional.ofNullable(address), detail);
    }

    private Future<Void> write(
            Kind kind, Optional<UserId> by, Optional<UserId> user, Optional<String> address, String detail) {
        AuditEvent event =
                new AuditEvent(ports.random().id(), ports.clock().instant(), kind, by, user, address, detail);
        LOG.atInfo()
                .addKeyValue("event", kind.label())
                .addKeyValue("by", by.map(UserId::value).orElse("-"))
                .addKeyValue("userId", user.map(UserId::value).orElse("-"))
                .addKeyValue("detail", detail)
                .log("security");
        return ports.audit().append(event);
    }
}
