package dev.parley.gateway.limits;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of a gateway: how many connections there may be, in all and from one address, and how many that are nothing
 * yet. A place is held by a {@link Ticket}. Shared by all loops and doors; any thread.
 */
public final class Admission {
    private static final Duration COME_BACK = Duration.ofSeconds(5);

    private final LimitOptions options;
    private final Limits limits;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final Map<Door, AtomicInteger> perDoor = new EnumMap<>(Door.class);

    Admission(LimitOptions options, Limits limits, MeterRegistry registry) {
        this.options = options;
        this.limits = limits;
        registry.gauge("parley.handshakes", handshakes);
        for (Door door : Door.values()) {
            List<Tag> label = List.of(Tag.of("door", door.label()));
            perDoor.put(door, Objects.requireNonNull(registry.gauge("parley.connections", label, new AtomicInteger())));
        }
    }

    /**
     * A place for a client's connection.
     *
     * @throws Refusal {@link ErrorCode#UNAVAILABLE} when there is none, in all or for this address
     */
    public Ticket enter(Door door, ClientAddress address) {
        if (!takeOne(connections, options.connections())) {
            throw full(Limit.CONNECTIONS);
        }
        if (!takeOne(address)) {
            connections.decrementAndGet();
            throw full(Limit.ADDRESS_CONNECTIONS);
        }
        AtomicInteger ofDoor = ofDoor(door);
        ofDoor.incrementAndGet();
        return new Ticket(address, () -> {
            ofDoor.decrementAndGet();
            perAddress.computeIfPresent(address.key(), (key, count) -> count == 1 ? null : count - 1);
            connections.decrementAndGet();
        });
    }

    /**
     * A place for a connection that is nothing yet.
     *
     * @throws Refusal {@link ErrorCode#UNAVAILABLE} when there is none
     */
    public Ticket knock(ClientAddress address) {
        if (!takeOne(handshakes, options.handshakes())) {
            throw full(Limit.HANDSHAKES);
        }
        return new Ticket(address, handshakes::decrementAndGet);
    }

    /** Connections that have a place. */
    public int connections() {
        return connections.get();
    }

    /** Connections that are nothing yet. */
    public int handshakes() {
        return handshakes.get();
    }

    /** Addresses from which there are connections. */
    int addresses() {
        return perAddress.size();
    }

    private AtomicInteger ofDoor(Door door) {
        return Objects.requireNonNull(perDoor.get(door));
    }

    private static boolean takeOne(AtomicInteger places, int cap) {
        if (places.incrementAndGet() <= cap) {
            return true;
        }
        places.decrementAndGet();
        return false;
    }

    private boolean takeOne(ClientAddress address) {
        int[] before = new int[1];
        perAddress.compute(address.key(), (key, count) -> {
            before[0] = count == null ? 0 : count;
            return before[0] < options.connectionsPerAddress() ? Integer.valueOf(before[0] + 1) : count;
        });
        return before[0] < options.connectionsPerAddress();
    }

    private Refusal full(Limit limit) {
        limits.exceeded(limit);
        return new Refusal(ErrorCode.UNAVAILABLE, "too many connections", COME_BACK);
    }
}
