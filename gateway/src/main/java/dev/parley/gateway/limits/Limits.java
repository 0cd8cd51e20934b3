package dev.parley.gateway.limits;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits of one gateway, shared by all its event loops and doors. Any thread. */
public final class Limits {
    private static final long NANOS_A_MILLI = 1_000_000;

    private final LimitOptions options;
    private final TimeMeter time;
    private final LimitMeters meters;
    private final SharedRates userSends;
    private final SharedRates addressSends;
    private final CallQuota calls;
    private final Admission admission;

    public Limits(LimitOptions options, MeterRegistry registry) {
        this(options, registry, TimeMeter.SYSTEM_NANOTIME);
    }

    Limits(LimitOptions options, MeterRegistry registry, TimeMeter time) {
        this.options = options;
        this.time = time;
        this.meters = new LimitMeters(registry);
        this.userSends = new SharedRates(options.userSends(), options.keys(), time);
        this.addressSends = new SharedRates(options.addressSends(), options.keys(), time);
        this.calls = new CallQuota(this);
        this.admission = new Admission(options, this, registry);
    }

    /** Who may come in. */
    public Admission admission() {
        return admission;
    }

    /** What a connection from this address may send. */
    public Quota quota(ClientAddress address) {
        return new Quota(this, address);
    }

    /** What may be asked over REST. */
    public CallQuota calls() {
        return calls;
    }

    /** Counts that a limit was met. */
    public void exceeded(Limit limit) {
        meters.exceeded(limit);
    }

    /** Counts a message that could not be posted, where what failed is that its text is too long. */
    public void notPosted(Throwable failure) {
        if (failure instanceof Refusal refusal && refusal.code() == ErrorCode.TOO_LARGE) {
            exceeded(Limit.MESSAGE_TEXT);
        }
    }

    /** Takes one off a bucket, where there is one, or counts and refuses, with the time until the next one is allowed. */
    void take(@Nullable Bucket bucket, Limit limit) {
        if (bucket == null) {
            return;
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            exceeded(limit);
            Duration wait = Duration.ofMillis(probe.getNanosToWaitForRefill() / NANOS_A_MILLI + 1);
            throw new Refusal(ErrorCode.RATE_LIMITED, ErrorCode.RATE_LIMITED.sentence(), wait);
        }
    }

    LimitOptions options() {
        return options;
    }

    TimeMeter time() {
        return time;
    }

    SharedRates userSends() {
        return userSends;
    }

    SharedRates addressSends() {
        return addressSends;
    }
}
