package dev.parley.auth.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;

/**
 * What has to be done again and again, by every auth process: each round is bounded and may overlap with another
 * process's.
 */
public final class Caretaker {
    /** How often {@link #prune()} is due. */
    public static final Duration PRUNE_EVERY = Duration.ofMinutes(10);

    /** How often {@link #erase()} is due. */
    public static final Duration ERASE_EVERY = Duration.ofSeconds(10);

    /** Bounds a transaction. */
    static final int ROWS_A_ROUND = 500;

    /** Bounds what one {@link #prune()} does: 100,000 guests, say. */
    static final int ROUNDS = 200;

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

    /** Removes what has expired, in small transactions; the value says how much that was. */
    public Future<Integer> prune() {
        Instant now = ports.clock().instant();
        Instant youngest = now.minus(YOUNGEST_GUEST);
        Instant oldest = now.minus(audit.keep());
        return all(ROWS_A_ROUND, rows -> ports.logins().prune(now, rows))
                .compose(done -> all(ROWS_A_ROUND, rows -> ports.accounts().pruneGuests(youngest, rows))
                        .map(more -> done + more))
                .compose(done -> all(
                                SMALL_ROWS_A_ROUND, rows -> ports.revocations().forget(now, rows))
                        .map(more -> done + more))
                .compose(done -> all(SMALL_ROWS_A_ROUND, rows -> ports.audit().trim(oldest, audit.rows(), rows))
                        .map(more -> done + more));
    }

    /** Goes on until a round finds fewer rows than it may take. */
    static Future<Integer> all(int rows, IntFunction<Future<Integer>> round) {
        return goOn(rows, round, ROUNDS);
    }

    private static Future<Integer> goOn(int rows, IntFunction<Future<Integer>> round, int rounds) {
        return round.apply(rows)
                .compose(done -> done < rows || rounds == 1
                        ? Future.succeededFuture(done)
                        : goOn(rows, round, rounds - 1).map(more -> done + more));
    }
}
