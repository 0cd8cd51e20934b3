package dev.parley.verify.people;

import dev.parley.verify.door.Door;
import dev.parley.verify.door.Doors;
import dev.parley.verify.door.Gateway;
import dev.parley.verify.judge.Judge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** What everybody in a run shares. */
public final class Run {
    private static final long BEAT_MILLIS = 100;
    private static final long LOOK_MILLIS = 200;

    private final Vertx vertx;
    private final Doors doors;
    private final List<Gateway> gateways;
    private final RandomGenerator random;
    private final Judge judge = new Judge();
    private final Map<String, Long> troubles = new TreeMap<>();
    private final List<Long> timers = new ArrayList<>();
    private long refusals;
    private long lastBeat;
    private long standstill;
    private final long begin = System.nanoTime();

    /** @param gateways in whose order clients try the next one; at least one */
    public Run(Vertx vertx, Doors doors, List<Gateway> gateways, RandomGenerator random) {
        this.vertx = vertx;
        this.doors = doors;
        this.gateways = List.copyOf(gateways);
        this.random = random;
        every(BEAT_MILLIS, BEAT_MILLIS, () -> {
            standstill = Math.max(standstill, now() - lastBeat - BEAT_MILLIS);
            lastBeat = now();
        });
    }

    /** Runs it again and again until the run ends. */
    void every(long firstMillis, long millis, Runnable work) {
        timers.add(vertx.setPeriodic(firstMillis, millis, tick -> work.run()));
    }

    /** Waits until it is so, or until that time. */
    public Future<Void> await(long until, BooleanSupplier condition) {
        if (condition.getAsBoolean() || now() > until) {
            return Future.succeededFuture();
        }
        return vertx.timer(LOOK_MILLIS).compose(again -> await(until, condition));
    }

    /** Nothing happens by itself any more. */
    public void end() {
        timers.forEach(vertx::cancelTimer);
    }

    /** The longest time, in milliseconds, that this event loop was late: the processor was others', or the memory. */
    public long standstill() {
        return standstill;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Doors doors() {
        return doors;
    }

    public Judge judge() {
        return judge;
    }

    /** The gateways that have that door; never empty for a door that is used. */
    public List<Gateway> gateways(Door door) {
        return gateways.stream().filter(gateway -> gateway.has(door)).toList();
    }

    RandomGenerator random() {
        return random;
    }

    /** Milliseconds since the run began. */
    public long now() {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** Something that is no violation and that a reader of the report wants to know of: how often it happened. */
    public void trouble(String what) {
        troubles.merge(what, 1L, Long::sum);
    }

    /** Somebody tried what may not be, and was refused. */
    void refusedAsItShouldBe() {
        refusals++;
    }

    /** How often somebody was refused what may not be. */
    public long refusals() {
        return refusals;
    }

    /** What went wrong for a while, and how often. */
    public Map<String, Long> troubles() {
        return new TreeMap<>(troubles);
    }
}
