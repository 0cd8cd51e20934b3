package dev.parley.gateway.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Counts how often each limit was met: {@code parley_limit_exceeded_total}, a series for each {@link Limit}. Any thread. */
final class LimitMeters {
    private final Map<Limit, Counter> exceeded = new EnumMap<>(Limit.class);

    LimitMeters(MeterRegistry registry) {
        for (Limit limit : Limit.values()) {
            exceeded.put(limit, registry.counter("parley.limit.exceeded", "limit", limit.label()));
        }
    }

    void exceeded(Limit limit) {
        Objects.requireNonNull(exceeded.get(limit)).increment();
    }
}
