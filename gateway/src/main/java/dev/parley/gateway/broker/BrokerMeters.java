package dev.parley.gateway.broker;

import dev.parley.contracts.broker.Place;
import dev.parley.gateway.limits.Limit;
import dev.parley.gateway.limits.Limits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of topics and queues. Any thread. */
public final class BrokerMeters {
    /** Why a message did not reach a subscriber. */
    enum Drop {
        /** A topic's subscriber had no room for it. */
        SLOW("slow", Optional.empty()),
        /** Nobody subscribed to its queue in time. */
        UNHEARD("unheard", Optional.of(Limit.QUEUE_TIME)),
        /** Delivered as often as may be, and never acknowledged. */
        REJECTED("rejected", Optional.of(Limit.QUEUE_DELIVERIES));

        private final String reason;
        private final Optional<Limit> limit;

        Drop(String reason, Optional<Limit> limit) {
            this.reason = reason;
            this.limit = limit;
        }
    }

    private final Limits limits;
    private final Map<Drop, Counter> dropped = new EnumMap<>(Drop.class);
    private final Counter topicsIn;
    private final Counter queuesIn;
    private final Counter topicsOut;
    private final Counter queuesOut;
    private final AtomicLong queuedBytes;

    public BrokerMeters(MeterRegistry registry, Limits limits) {
        this.limits = limits;
        for (Drop drop : Drop.values()) {
            dropped.put(drop, registry.counter("parley.broker.dropped", "reason", drop.reason));
        }
        topicsIn = registry.counter("parley.broker.in", "kind", "topic");
        queuesIn = registry.counter("parley.broker.in", "kind", "queue");
        topicsOut = registry.counter("parley.broker.out", "kind", "topic");
        queuesOut = registry.counter("parley.broker.out", "kind", "queue");
        queuedBytes = Objects.requireNonNull(registry.gauge("parley.broker.queued.bytes", new AtomicLong()));
    }

    /** An owner has a message of a client. */
    void in(Place place) {
        (place.goesToOne() ? queuesIn : topicsIn).increment();
    }

    /** A message was written to a subscription. */
    void out(Place place) {
        (place.goesToOne() ? queuesOut : topicsOut).increment();
    }

    void dropped(Drop why) {
        Objects.requireNonNull(dropped.get(why)).increment();
        why.limit.ifPresent(limits::exceeded);
    }

    void exceeded(Limit limit) {
        limits.exceeded(limit);
    }

    void queuedBytes(long bytes) {
        queuedBytes.set(bytes);
    }
}
