package dev.parley.presence;

import dev.parley.presence.app.Counts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** Shows the counts of the last tick to whoever scrapes, on any thread. */
final class PresenceMeters {
    private final MeterRegistry registry;
    private volatile Counts counts = Counts.NONE;

    PresenceMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge("parley.presence.leases", "Gateways that hold a lease, counted for each shard", Counts::leases);
        gauge("parley.presence.sessions", "Sessions in rooms", Counts::sessions);
        gauge("parley.presence.rooms.watched", "Rooms that a gateway watches", Counts::roomsWatched);
        gauge("parley.presence.ignored", "Sessions and watches above the bound of a lease", Counts::ignored);
    }

    void show(Counts newCounts) {
        counts = newCounts;
    }

    private void gauge(String name, String description, ToDoubleFunction<Counts> value) {
        Gauge.builder(name, this, meters -> value.applyAsDouble(meters.counts))
                .description(description)
                .strongReference(true)
                .register(registry);
    }
}
