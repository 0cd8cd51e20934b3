package dev.parley.gateway.identity;

import dev.parley.contracts.error.Refusal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of one issuer, as they were last told. Tokens verify with them while who tells them comes and goes, for
 * {@link KeyOptions#keep()} at most. They are asked for on a schedule ({@link #refresh}), and when a token names a key
 * that is not known, but then at most once in {@link #REFRESH_PAUSE}; whoever waits for an answer waits for the same
 * one. One per event loop; not for several threads.
 */
public final class SigningKeyCache {
    static final Duration REFRESH_PAUSE = Duration.ofSeconds(5);
    /** Where there are no keys at all. */
    static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    private final KeySource source;
    private final Set<SignatureAlgorithm> allowed;
    private final Duration keep;
    private final LongSupplier nanoTime;
    private @Nullable KeySet keys;
    private long toldAt;
    private @Nullable Long askedAt;
    private @Nullable Future<KeySet> asking;

    /** @param nanoTime a clock that never goes back */
    SigningKeyCache(KeySource source, Set<SignatureAlgorithm> allowed, Duration keep, LongSupplier nanoTime) {
        this.source = source;
        this.allowed = allowed;
        this.keep = keep;
        this.nanoTime = nanoTime;
    }

    /** The JWK set as JSON; fails {@code unavailable} where there is none. */
    public Future<String> jwks() {
        KeySet known = usable();
        return known != null ? Future.succeededFuture(known.jwks()) : ask().map(KeySet::jwks);
    }

    /** The key of this name, null for an unknown one; fails {@code unavailable} where there is none at all. */
    Future<@Nullable VerificationKey> key(String id) {
        KeySet known = usable();
        VerificationKey found = known == null ? null : known.key(id);
        if (found != null) {
            return Future.succeededFuture(found);
        }
        if (asking == null && isWithin(known == null ? RETRY_PAUSE : REFRESH_PAUSE)) {
            return known == null
                    ? Future.failedFuture(Refusal.unavailable("there is no key to verify tokens with"))
                    : Future.succeededFuture(null);
        }
        return ask().map(newest -> newest.key(id));
    }

    /** Takes up the keys as they are now; where that fails, those that are known stay. */
    Future<KeySet> refresh() {
        return ask();
    }

    private @Nullable KeySet usable() {
        return nanoTime.getAsLong() - toldAt < keep.toNanos() ? keys : null;
    }

    private boolean isWithin(Duration pause) {
        return askedAt != null && nanoTime.getAsLong() - askedAt < pause.toNanos();
    }

    private Future<KeySet> ask() {
        Future<KeySet> running = asking;
        if (running != null) {
            return running;
        }
        askedAt = nanoTime.getAsLong();
        Future<KeySet> asked = source.fetch()
                .map(told -> {
                    KeySet read = KeySet.read(told, allowed);
                    keys = read;
                    toldAt = nanoTime.getAsLong();
                    return read;
                })
                .recover(failure -> Future.failedFuture(
                        failure instanceof Refusal
                                ? failure
                                : Refusal.unavailable("the keys to verify tokens with cannot be had")))
                .onComplete(done -> asking = null);
        asking = asked.isComplete() ? null : asked;
        return asked;
    }
}
