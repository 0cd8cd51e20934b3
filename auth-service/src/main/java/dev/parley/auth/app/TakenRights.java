package dev.parley.auth.app;

import dev.parley.auth.domain.Account;
import dev.parley.auth.domain.Revocation;
import dev.parley.auth.domain.Revocation.Taken;
import dev.parley.contracts.auth.LoginRevoked;
import java.time.Duration;
import java.time.Instant;

/** How long a revocation matters, and how gateways are told of it. */
final class TakenRights {
    /** A token that was issued at the same moment by a process whose clock is ahead. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /** Connections that came by a password have no token that expires: for a gateway that was away for a day. */
    private static final Duration OF_ALL = Duration.ofHours(25);

    private final AuthPorts ports;

    TakenRights(AuthPorts ports) {
        this.ports = ports;
    }

    /** When a token of this account cannot be good any more; how long another issuer's live is not known here. */
    Instant untilTokenEnds(Account account) {
        return account.isExternal() ? untilAllEnds() : untilTokensEnd();
    }

    /** When no token of a login session that ends now can be good any more. */
    Instant untilTokensEnd() {
        return ports.clock().instant().plus(ports.tokens().life()).plus(CLOCKS);
    }

    /** When nothing can be left of what a user gained until now. */
    Instant untilAllEnds() {
        return ports.clock().instant().plus(OF_ALL);
    }

    /** Tells the gateways now; one that does not hear it asks soon. */
    void tell(Revocation revocation) {
        ports.announcer().tell(told(revocation.taken()));
    }

    static LoginRevoked told(Taken taken) {
        return new LoginRevoked(
                taken.user(),
                taken.login().orElse(null),
                taken.spared().orElse(null),
                taken.token().orElse(null),
                taken.era());
    }
}
