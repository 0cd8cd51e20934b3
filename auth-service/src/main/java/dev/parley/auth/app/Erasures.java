package dev.parley.auth.app;

import dev.parley.auth.domain.Erasure;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/**
 * Has the words of erased users erased, too. An erasure is noted with the end of its account, and let go of when nothing
 * is left: whatever process is killed meanwhile, it is due again. Any process, also several at once.
 */
final class Erasures {
    /** What is not complete is due again after this. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    /** What a user had sent before it was shut out everywhere may be written for a while: erased again, it is gone. */
    static final Duration SETTLED = Duration.ofSeconds(30);

    private static final int USERS_A_ROUND = 20;
    private static final int STEPS_A_ROUND = 100;

    private final AuthPorts ports;

    Erasures(AuthPorts ports) {
        this.ports = ports;
    }

    /** Goes on with those that are due. Fails where one did, after all others. */
    Future<Void> goOn() {
        Instant now = ports.clock().instant();
        return ports.erasures().take(now, now.plus(AGAIN), USERS_A_ROUND).compose(due -> {
            Future<?> all = Future.join(due.stream()
                    .map(erasure -> goOn(erasure, now, STEPS_A_ROUND))
                    .toList());
            return all.mapEmpty();
        });
    }

    private Future<Void> goOn(Erasure erasure, Instant begun, int steps) {
        return ports.writings().erase(erasure.user()).compose(done -> {
            if (!done) {
                return steps > 1 ? goOn(erasure, begun, steps - 1) : Future.succeededFuture();
            }
            return begun.isBefore(erasure.erasedAt().plus(SETTLED))
                    ? Future.succeededFuture()
                    : ports.erasures().done(erasure.user());
        });
    }
}
