package dev.parley.auth.app;

import dev.parley.auth.domain.AuditEvent;
import dev.parley.auth.domain.AuditEvent.Place;
import dev.parley.contracts.admin.AuditEntry;
import dev.parley.contracts.admin.AuditPage;
import dev.parley.contracts.admin.ReadAudit;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/** Shows the audit log to an admin, newest first. */
public final class ReadAuditUseCase {
    private final AuthPorts ports;
    private final Admins admins;

    public ReadAuditUseCase(AuthPorts ports) {
        this.ports = ports;
        this.admins = new Admins(ports);
    }

    public Future<AuditPage> run(ReadAudit command) {
        int limit = Admins.limit(command.limit());
        Optional<Place> behind = Cursors.read(command.cursor()).map(ReadAuditUseCase::place);
        return admins.require(command.by())
                .compose(admin -> about(command))
                .compose(user -> ports.audit().page(user, behind, limit + 1))
                .map(found -> new AuditPage(
                        found.stream().limit(limit).map(ReadAuditUseCase::entry).toList(),
                        Cursors.after(found, limit, event -> event.at().toEpochMilli() + " " + event.id())));
    }

    /** An id may be that of an account that is gone: its traces stay. */
    private Future<Optional<UserId>> about(ReadAudit command) {
        String user = command.user();
        if (user == null) {
            return Future.succeededFuture(Optional.empty());
        }
        return user.startsWith("@")
                ? admins.find(user).map(account -> Optional.of(account.id()))
                : Future.succeededFuture(Optional.of(new UserId(user)));
    }

    private static Place place(String cursor) {
        String[] parts = cursor.split(" ", 2);
        try {
            if (parts.length == 2) {
                return new Place(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
            }
        } catch (NumberFormatException notOne) {
            // said below
        }
        throw Cursors.wrong();
    }

    private static AuditEntry entry(AuditEvent event) {
        return new AuditEntry(
                event.id(),
                event.at().toEpochMilli(),
                event.kind().label(),
                event.by().map(UserId::value).orElse(null),
                event.user().map(UserId::value).orElse(null),
                event.address().orElse(null),
                event.detail());
    }
}
