package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.AuditEvent.Kind;
import dev.parley.auth.domain.DisplayName;
import dev.parley.auth.domain.Password;
import dev.parley.auth.domain.Standing;
import dev.parley.auth.domain.Username;
import dev.parley.contracts.model.UserId;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;

/** Makes the account of the first admin, where the settings name one and there is none. */
public final class FirstAdmin {
    private final AuthPorts ports;

    /**
     * Who it is: a username, and either the password or its hash.
     *
     * @param hash in PHC string format
     */
    public record Options(Username username, Optional<Password> password, Optional<String> hash) {
        @Override
        public String toString() {
            return "FirstAdmin.Options[" + username + "]";
        }
    }

    public FirstAdmin(AuthPorts ports) {
        this.ports = ports;
    }

    /**
     * Makes it. Of several processes that start at once one does; the others find it. Fails where the name belongs to
     * somebody who is no admin: a stranger may have registered it, and is not to become one.
     */
    public Future<Void> make(Options options) {
        return ports.accounts().hasAdmin().compose(there -> there ? Future.succeededFuture() : add(options));
    }

    private Future<Void> add(Options options) {
        return options.hash()
                .map(Future::succeededFuture)
                .orElseGet(() -> ports.hasher().hash(options.password().orElseThrow()))
                .map(hash -> Account.person(
                                new UserId(ports.random().id()),
                                options.username(),
                                new DisplayName(options.username().value()),
                                hash,
                                ports.clock().instant())
                        .with(Standing.NEW.withRoles(Set.of(Standing.ADMIN))))
                .compose(admin -> ports.accounts().add(admin).compose(added -> added ? noted(admin) : found()));
    }

    private Future<Void> noted(Account admin) {
        return new AuditTrail(ports).strangers(Kind.FIRST_ADMIN_MADE, Optional.of(admin.id()), null);
    }

    private Future<Void> found() {
        return ports.accounts()
                .hasAdmin()
                .compose(there -> there
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException(
                                "PARLEY_ADMIN_USERNAME is the name of an account that is no admin: choose another")));
    }
}
