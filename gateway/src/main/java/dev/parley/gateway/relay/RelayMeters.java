package dev.parley.gateway.relay;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What operators see of the external broker. Thread-safe; one for all event loops. */
public final class RelayMeters {
    private final AtomicInteger up = new AtomicInteger();
    private final Counter lost;

    public RelayMeters(MeterRegistry registry) {
        registry.gauge("parley.relay.connections", up);
        this.lost = Counter.builder("parley.relay.connections.lost")
                .description("Connections to the external broker that ended, or could not be made")
                .register(registry);
    }

    void up() {
        up.incrementAndGet();
    }

    void down() {
        up.decrementAndGet();
    }

    void lost() {
        lost.increment();
    }
}
