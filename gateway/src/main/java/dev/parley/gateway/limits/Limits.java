package dev.parley.gateway.limits;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;

/** The limits of one gateway, shared by all its event loops and doors. Any thread. */
public final class Limits {
    private final LimitOptions options;
    private final TimeMeter time;
    private final LimitMeters meters;
    private final SharedRates userSends;
    private final SharedRates addressSends;
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
