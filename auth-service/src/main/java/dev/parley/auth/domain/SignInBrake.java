package dev.parley.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever guesses at one username's password: after {@link #FREE_FAILURES} failures each further try has to
 * wait, from one second up to {@link #LONGEST_WAIT}. Never a lock, so that a stranger cannot shut somebody out; a
 * success forgets the failures, and so does {@link #MEMORY} without one. Names that nobody has are braked alike.
 * Remembers at most {@link #MAX_NAMES} names, those tried last. For one thread.
 */
public final class SignInBrake {
    /** Failures that cost nothing: people mistype. */
    static final int FREE_FAILURES = 5;

    static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    static final Duration MEMORY = Duration.ofMinutes(15);
    static final int MAX_NAMES = 10_000;

    private record Failures(int count, Instant last, Instant nextTry) {}

    private final Map<Username, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Asks to try a password.
     *
     * @return how long to wait before, or empty: try now
     */
    public Optional<Duration> admit(Username name, Instant now) {
        Failures past = failures.get(name);
        if (past == null || past.last().plus(MEMORY).isBefore(now)) {
            failures.remove(name);
            return Optional.empty();
        }
        if (now.isBefore(past.nextTry())) {
            return Optional.of(Duration.between(now, past.nextTry()));
        }
        // The wait begins with the try, not with its failure: else many tries at once would count as one.
        failures.put(name, new Failures(past.count(), past.last(), now.plus(waitAfter(past.count()))));
        return Optional.empty();
    }

    /** The password was wrong. */
    public void failed(Username name, Instant now) {
        Failures past = failures.get(name);
        int count = past == null ? 1 : Math.min(past.count() + 1, 1000);
        failures.put(name, new Failures(count, now, now.plus(waitAfter(count))));
        if (failures.size() > MAX_NAMES) {
            Iterator<Username> oldestFirst = failures.keySet().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    /** The password was right. */
    public void succeeded(Username name) {
        failures.remove(name);
    }

    int remembered() {
        return failures.size();
    }

    private static Duration waitAfter(int count) {
        if (count < FREE_FAILURES) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(count - FREE_FAILURES, 10));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }
}
