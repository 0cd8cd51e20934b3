package dev.parley.auth.app;

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

    /** How often {@link #erase()} is due. */
    public static final Duration ERASE_EVERY = Duration.ofSeconds(10);

    private static final int ROWS_A_ROUND = 500;
    private static final Duration YOUNGEST_GUEST = Duration.ofHours(1);
    /** Of revocations and of the audit log: sign-ins are many, and their rows are small. */
    private static final int SMALL_ROWS_A_ROUND = 20_000;

    private final AuthPorts ports;
    private final AuditOptions audit;
    private final Erasures erasures;

    public Caretaker(AuthPorts ports, AuditOptions audit) {
        this.ports = ports;
        this.audit = audit;
        this.erasures = new Erasures(ports);
    }

    /** Goes on with the erasures that are not complete. */
    public Future<Void> erase() {
        return erasures.goOn();
    }

    /** Removes what has expired; the value says how much that was. What a round leaves, the next one finds. */
    public Future<Integer> prune() {
        Instant now = ports.clock().instant();
        return ports.logins()
                .prune(now, ROWS_A_ROUND)
                .compose(logins -> ports.accounts()
                        .pruneGuests(now.minus(YOUNGEST_GUEST), ROWS_A_ROUND)
                        .map(guests -> logins + guests))
                .compose(done ->
                        ports.revocations().forget(now, SMALL_ROWS_A_ROUND).map(more -> done + more))
                .compose(done -> ports.audit()
                        .trim(now.minus(audit.keep()), audit.rows(), SMALL_ROWS_A_ROUND)
                        .map(more -> done + more));
    }
}
