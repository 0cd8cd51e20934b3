package dev.parley.gateway.identity;

import dev.parley.contracts.auth.AdmitExternal;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.bus.EdgeBus;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Who people of other issuers are here, as the auth service said. Asked again after {@link #FRESH}; where it is away,
 * its last answer counts for as long as keys are kept. Bounded: of too many the longest unused is forgotten. One event
 * loop.
 */
final class Admissions {
    static final Duration FRESH = Duration.ofMinutes(1);

    private static final int MAX = 10_000;

    private final EdgeBus bus;
    private final Duration keep;
    private final LongSupplier nanoTime;
    private final Map<Person, Admitted> admitted = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Person, Admitted> eldest) {
            return size() > MAX;
        }
    };

    private record Person(String issuer, String subject) {}

    private record Admitted(Authenticated who, long at) {}

    Admissions(EdgeBus bus, Duration keep, LongSupplier nanoTime) {
        this.bus = bus;
        this.keep = keep;
        this.nanoTime = nanoTime;
    }

    /** Who that is here; refused as the auth service does. */
    Future<Authenticated> admit(AdmitExternal ask) {
        Person person = new Person(ask.issuer(), ask.subject());
        Admitted known = admitted.get(person);
        if (known != null && isYounger(known, FRESH)) {
            return Future.succeededFuture(known.who());
        }
        return bus.ask(ask)
                .onSuccess(who -> admitted.put(person, new Admitted(who, nanoTime.getAsLong())))
                .recover(failure -> isAway(failure) && known != null && isYounger(known, keep)
                        ? Future.succeededFuture(known.who())
                        : forgotten(person, failure));
    }

    /** Asks anew about this user the next time: something about it was revoked. */
    void forget(UserId user) {
        admitted.values().removeIf(one -> one.who().actor().id().equals(user));
    }

    private Future<Authenticated> forgotten(Person person, Throwable failure) {
        admitted.remove(person);
        return Future.failedFuture(failure);
    }

    private static boolean isAway(Throwable failure) {
        return Refusal.of(failure).code() == ErrorCode.UNAVAILABLE;
    }

    private boolean isYounger(Admitted known, Duration age) {
        return nanoTime.getAsLong() - known.at() < age.toNanos();
    }
}
