package dev.parley.e2e.sim;

import dev.parley.chat.shard.ChatMeters;
import dev.parley.contracts.auth.Authenticate;
import dev.parley.contracts.auth.Authenticated;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.BusTimes;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.session.SessionMeters;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** What every part of a simulation shares. */
final class World {
    static final Addresses ADDRESSES = new Addresses(2, 1);

    /** Nobody looks at the figures; one for all, because they are slow to make. */
    static final ChatMeters CHAT_METERS = new ChatMeters(new CompositeMeterRegistry());

    static final SessionMeters SESSION_METERS = new SessionMeters(new CompositeMeterRegistry());

    private static final Duration BUS_PATIENCE = Duration.ofSeconds(1);

    private final Tally tally = new Tally();
    private final Random random;
    private final Schedule schedule;
    private final Network network;
    private final SimDatabase database;
    private final Schedule.Loop outside;

    World(long seed, Set<Breakage> broken) {
        this.random = new Random(seed);
        this.schedule = new Schedule(random);
        this.network = new Network(schedule, random, tally, broken);
        this.database = new SimDatabase(schedule, random, tally, broken);
        this.outside = schedule.loop("outside");
    }

    Tally tally() {
        return tally;
    }

    Random random() {
        return random;
    }

    Schedule schedule() {
        return schedule;
    }

    Network network() {
        return network;
    }

    SimDatabase database() {
        return database;
    }

    /** The loop of whatever is no process of Parley: people, and fate. */
    Schedule.Loop outside() {
        return outside;
    }

    /** Somebody at the address of the auth service takes everybody for who they say they are. */
    void letEverybodyIn() {
        bus(vertx("auth")).serve(Addresses.auth(), new CommandTable().on(Authenticate.class, World::authenticate));
    }

    private static Future<Authenticated> authenticate(Authenticate command) {
        String name = command.username();
        return Future.succeededFuture(new Authenticated(new Actor(new UserId(name), name, name, Set.of("user"))));
    }

    SimVertx vertx(String name) {
        return new SimVertx(name, schedule, network, random);
    }

    Bus bus(SimVertx vertx) {
        return new Bus(vertx.asVertx(), ADDRESSES, BusTimes.of(BUS_PATIENCE), schedule::nanoTime);
    }

    boolean isDrawn(int inHundred) {
        return random.nextInt(100) < inHundred;
    }

    /** A time between none and that many milliseconds. */
    Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** So many things, made one after the other. */
    static <T> List<T> times(int count, java.util.function.IntFunction<T> maker) {
        return IntStream.range(0, count).mapToObj(maker).toList();
    }
}
