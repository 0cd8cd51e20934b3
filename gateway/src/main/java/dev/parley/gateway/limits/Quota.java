package dev.parley.gateway.limits;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.UserId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one connection may send: by its own buckets, and by those of its user and its address. Idle connections have no
 * bucket yet. For the connection's event loop.
 */
public final class Quota {
    private final Limits limits;
    private final ClientAddress address;
    private @Nullable Bucket sends;
    private @Nullable Bucket frames;

    Quota(Limits limits, ClientAddress address) {
        this.limits = limits;
        this.address = address;
    }

    /**
     * Takes one SEND off every bucket, or off none.
     *
     * @throws Refusal {@link ErrorCode#RATE_LIMITED}, with the time until the next one is allowed
     */
    public void send(UserId user) {
        Bucket own = ownSends();
        Bucket ofUser = shared(limits.userSends(), user.value());
        Bucket ofAddress = shared(limits.addressSends(), address.key());
        limits.take(own, Limit.SENDS);
        try {
            limits.take(ofUser, Limit.USER_SENDS);
        } catch (Refusal refusal) {
            giveBack(own);
            throw refusal;
        }
        try {
            limits.take(ofAddress, Limit.ADDRESS_SENDS);
        } catch (Refusal refusal) {
            giveBack(own);
            giveBack(ofUser);
            throw refusal;
        }
    }

    /** Counts a frame that is no SEND, or a refused one; the value is how long not to read this client, zero mostly. */
    public Duration frame() {
        Rate rate = limits.options().frames();
        if (rate.isOff()) {
            return Duration.ZERO;
        }
        if (frames == null) {
            frames = rate.bucket(limits.time(), SynchronizationStrategy.NONE);
        }
        return Duration.ofNanos(frames.consumeIgnoringRateLimits(1));
    }

    /**
     * Counts a message of a client that is refused, and not held up, when it is too fast.
     *
     * @throws Refusal {@link ErrorCode#RATE_LIMITED}, with the time until the next one is allowed
     */
    public void message() {
        Duration owed = frame();
        if (!owed.isZero()) {
            exceeded(Limit.FRAMES);
            throw new Refusal(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence(), owed);
        }
    }

    /** Counts that a limit was met. */
    public void exceeded(Limit limit) {
        limits.exceeded(limit);
    }

    private @Nullable Bucket ownSends() {
        Rate rate = limits.options().sends();
        if (sends == null && !rate.isOff()) {
            sends = rate.bucket(limits.time(), SynchronizationStrategy.NONE);
        }
        return sends;
    }

    private static @Nullable Bucket shared(SharedRates rates, String key) {
        return rates.isOff() ? null : rates.of(key);
    }

    private static void giveBack(@Nullable Bucket bucket) {
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }
}
