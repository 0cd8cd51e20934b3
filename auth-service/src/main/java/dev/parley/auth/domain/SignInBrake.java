package dev.parley.auth.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever guesses passwords, by one thing that the guesses have in common. After some failures that cost nothing
 * each further try has to wait, from one second up to a longest time; a try that is not over counts as if it had failed, so
 * that many at once are no more than many in a row. Who only asks changes nothing. Never a lock: but one who tries each time
 * that it lets go takes the turns of others with the same key, see {@link SignInBrakes}. For one thread.
 *
 * @param <K> what is braked
 */
public final class SignInBrake<K> {
    private static final int COUNTED = 1000;

    /**
     * @param last failure
     * @param told whether a refusal was asked about since the last try
     */
    private record Tries(int failed, Instant last, int running, Instant nextTry, boolean told) {
        private static final Tries NONE = new Tries(0, Instant.EPOCH, 0, Instant.EPOCH, false);

        int count() {
            return failed + running;
        }

        Tries forgiven() {
            return new Tries(0, last, running, nextTry, told);
        }
    }

    private final Options options;
    private final Map<K, Tries> tries = new LinkedHashMap<>(16, 0.75f, true);

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

    /** How long a try has to wait before it may {@link #begin}; empty: not at all. */
    public Optional<Duration> waitOf(K key, Instant now) {
        Tries past = at(key, now);
        return past.count() >= options.free() && now.isBefore(past.nextTry())
                ? Optional.of(Duration.between(now, past.nextTry()))
                : Optional.empty();
    }

    /** A try begins, and is to {@link #end}. */
    public void begin(K key, Instant now) {
        Tries past = at(key, now);
        int count = Math.min(past.count() + 1, COUNTED);
        put(key, new Tries(past.failed(), past.last(), past.running() + 1, now.plus(waitAfter(count)), false));
    }

    /** A try is over, whatever it came to. */
    public void end(K key) {
        Tries past = tries.getOrDefault(key, Tries.NONE);
        int running = Math.max(0, past.running() - 1);
        put(key, new Tries(past.failed(), past.last(), running, past.nextTry(), past.told()));
    }

    /** The password was wrong. */
    public void failed(K key, Instant now) {
        Tries past = at(key, now);
        int failed = Math.min(past.failed() + 1, COUNTED);
        put(key, new Tries(failed, now, past.running(), now.plus(waitAfter(failed + past.running())), false));
    }

    /** The password was right: its failures are forgotten. */
    public void succeeded(K key) {
        put(key, tries.getOrDefault(key, Tries.NONE).forgiven());
    }

    /** Whether nobody has asked this since the last try began or failed: of many refusals one is worth a note. */
    public boolean isFirstRefusal(K key) {
        Tries past = tries.getOrDefault(key, Tries.NONE);
        put(key, new Tries(past.failed(), past.last(), past.running(), past.nextTry(), true));
        return !past.told();
    }

    int remembered() {
        return tries.size();
    }

    private Tries at(K key, Instant now) {
        Tries past = tries.getOrDefault(key, Tries.NONE);
        return past.last().plus(options.memory()).isBefore(now) ? past.forgiven() : past;
    }

    private void put(K key, Tries now) {
        if (now.count() == 0) {
            tries.remove(key);
            return;
        }
        tries.put(key, now);
        if (tries.size() > options.keys()) {
            Iterator<K> oldestFirst = tries.keySet().iterator();
            oldestFirst.next();
            oldestFirst.remove();
        }
    }

    private Duration waitAfter(int count) {
        if (count < options.free()) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(count - options.free(), 10));
        return doubled.compareTo(options.longestWait()) > 0 ? options.longestWait() : doubled;
    }
}
