package dev.parley.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever guesses passwords, by one thing that the guesses have in common: the username, or the address they come
 * from. After some failures that cost nothing each further try has to wait, from one second up to a longest time. Never a
 * lock, so that a stranger cannot shut somebody out. Names that nobody has are braked alike. For one thread.
 *
 * @param <K> what is braked
 */
public final class SignInBrake<K> {
    private static final int COUNTED = 1000;

    private record Failures(int count, Instant last, Instant nextTry) {}

    private final Options options;
    private final Map<K, Failures> failures = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * How hard it brakes.
     *
     * @param free failures that cost nothing: people mistype
     * @param longestWait that one try has to wait
     * @param memory how long a failure counts, when none follows
     * @param keys how many are remembered: those tried last
     */
    public record Options(int free, Duration longestWait, Duration memory, int keys) {}

    public SignInBrake(Options options) {
        this.options = options;
    }

    /**
     * Asks to try a password.
     *
     * @return how long to wait before, or empty: try now
     */
    public Optional<Duration> admit(K key, Instant now) {
        Failures past = failures.get(key);
        if (past == null || past.last().plus(options.memory()).isBefore(now)) {
            failures.remove(key);
            return Optional.empty();
        }
        if (now.isBefore(past.nextTry())) {
            return Optional.of(Duration.between(now, past.nextTry()));
        }
        // The wait begins with the try, not with its failure: else many tries at once would count as one.
        failures.put(key, new Failures(past.count(), past.last(), now.plus(waitAfter(past.count()))));
        return Optional.empty();
    }

    /** The password was wrong. */
    public void failed(K key, Instant now) {
        Failures past = failures.get(key);
        int count = past == null ? 1 : Math.min(past.count() + 1, COUNTED);
        failures.put(key, new Failures(count, now, now.plus(waitAfter(count))));
        if (failures.size() > options.keys()) {
            Iterator<K> oldestFirst = failures.keySet().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    /** The password was right: its failures are forgotten. */
    public void succeeded(K key) {
        failures.remove(key);
    }

    int remembered() {
        return failures.size();
    }

    private Duration waitAfter(int count) {
        if (count < options.free()) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(count - options.free(), 10));
        return doubled.compareTo(options.longestWait()) > 0 ? options.longestWait() : doubled;
    }
}
