package dev.parley.auth.app;

import dev.parley.contracts.auth.LoginRevoked;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * What has to be done again and again, by every auth process: each round is bounded and may overlap with another
 * process's.
 */
public final class Caretaker {
    /** How often {@link #prune()} is due. */
    public static final Duration PRUNE_EVERY = Duration.ofMinutes(10);
    /** How often {@link #repeatRevocations()} is due. */
    public static final Duration REPEAT_EVERY = Duration.ofSeconds(5);

    private static final int ROWS_A_ROUND = 500;
    private static final Duration YOUNGEST_GUEST = Duration.ofHours(1);
    /** A revocation is repeated three times: the bus is lossy, and a gateway may be joining just now. */
    private static final Duration REPEATED_FOR = REPEAT_EVERY.multipliedBy(3);

    private final AuthPorts ports;

    public Caretaker(AuthPorts ports) {
        this.ports = ports;
    }

    /** Removes what has expired; the value says how much that was. What a round leaves, the next one finds. */
    public Future<Integer> prune() {
        Instant now = ports.clock().instant();
        return ports.logins()
                .prune(now, ROWS_A_ROUND)
                .compose(logins -> ports.accounts()
                        .pruneGuests(now.minus(YOUNGEST_GUEST), ROWS_A_ROUND)
                        .map(guests -> logins + guests));
    }

    /** Tells the gateways once more which login sessions were revoked just now. */
    public Future<Void> repeatRevocations() {
        Instant since = ports.clock().instant().minus(REPEATED_FOR);
        return ports.logins()
                .revokedSince(since, ROWS_A_ROUND)
                .onSuccess(logins -> logins.forEach(
                        login -> ports.announcer().tell(new LoginRevoked(login.user(), login.id(), null))))
                .mapEmpty();
    }
}
