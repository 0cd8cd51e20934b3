package dev.parley.gateway.limits;

import dev.parley.contracts.error.ErrorCode;
import dev.parley.contracts.error.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The places of a gateway: how many connections there may be, in all and from one address, and how many that are nothing
 * yet; and how fast new ones come. A place is held by a {@link Ticket}. Shared by all loops and doors; any thread.
 */
public final class Admission {
    private static final Duration COME_BACK = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final LimitOptions options;
    private final Limits limits;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final Map<String, Integer> perAddress = new ConcurrentHashMap<>();
    private final Map<Door, AtomicInteger> perDoor = new EnumMap<>(Door.class);
    private final @Nullable Bucket connects;
    private volatile boolean closed;

    Admission(LimitOptions options, Limits limits, MeterRegistry registry) {
        this.options = options;
        this.limits = limits;
        this.connects = options.connects().isOff()
                ? null
                : options.connects().bucket(limits.time(), SynchronizationStrategy.LOCK_FREE);
        registry.gauge("parley.handshakes", handshakes);
        for (Door door : Door.values()) {
            List<Tag> label = List.of(Tag.of("door", door.label()));
            perDoor.put(door, Objects.requireNonNull(registry.gauge("parley.connections", label, new AtomicInteger())));
        }
    }

    /**
     * A place for a client's connection.
     *
     * @throws Refusal {@link ErrorCode#UNAVAILABLE} when there is none, in all or for this address, when too many come at
     *     once, or when nobody is let in any more
     */
    public Ticket enter(Door door, ClientAddress address) {
        if (closed) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "this gateway stops: connect again", SOON);
        }
        if (connects != null && !connects.tryConsume(1)) {
            limits.exceeded(Limit.CONNECTS);
            throw new Refusal(ErrorCode.UNAVAILABLE, "too many connect at once", someTime());
        }
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

    /** Lets nobody in any more. Who asks something over HTTP is still served. */
    public void close() {
        closed = true;
    }

    /** Each is told another time, so that those who came together do not come together again. */
    private Duration someTime() {
        long spread = options.connectsSpread().toMillis();
        return SOON.plusMillis(ThreadLocalRandom.current().nextLong(spread));
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
