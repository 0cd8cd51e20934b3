package dev.parley.e2e.sim;

import dev.parley.chat.app.Markers;
import dev.parley.chat.bus.BusAnnouncer;
import dev.parley.chat.bus.ChatCommands;
import dev.parley.chat.domain.Phrases;
import dev.parley.chat.domain.PostingRules;
import dev.parley.chat.shard.Sequencer;
import dev.parley.chat.shard.Shard;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.chat.ShardTaken;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.ShardHost;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A chat service: takes the shards that it believes to be its own, and serves them. */
final class ChatProcess implements Backbone {
    private static final String SERVICE = "chat";
    private static final PostingRules OPEN = new PostingRules(new PostingRules.Options(true, 8000, Phrases.EN));
    private static final Shard.Options OPTIONS =
            new Shard.Options(new Sequencer.Options(8, 500, Duration.ofDays(1), Duration.ofMillis(3), 5), 2);

    private final World world;
    private final NodeId self;
    private final SimVertx vertx;
    private final Bus bus;
    private final Shard.Parts parts;
    private final Markers markers;
    private final ShardHost host;
    private final List<Runnable> listeners = new ArrayList<>();
    private Set<NodeId> believed;

    ChatProcess(World world, NodeId self) {
        this.world = world;
        this.self = self;
        this.believed = Set.of(self);
        this.vertx = world.vertx(self.value());
        this.bus = world.bus(vertx);
        DatabaseClient database = new DatabaseClient(world.database(), vertx.home());
        this.parts = new Shard.Parts(
                database,
                OPTIONS.sequencer().turns(),
                database,
                new BusAnnouncer(bus),
                World.CHAT_METERS,
                world.schedule().clock(),
                world.schedule()::nanoTime,
                time -> vertx.asVertx().timer(1 + time.toMillis()).mapEmpty());
        this.markers =
                new Markers(database, world.schedule().clock(), new Markers.Options(100, 10, Duration.ofDays(1)));
        this.host =
                new ShardHost(this, bus, SERVICE, World.ADDRESSES.chatShards(), ShardHost.Options.DEFAULTS, this::take);
        vertx.home().execute(host::start);
    }

    /** As the chat service's verticle does. */
    private Future<ShardHost.Running> take(int number) {
        Shard shard = Shard.open(parts, OPTIONS);
        if (!world.network().at(Addresses.chatShard(number)).isEmpty()) {
            world.tally().add(Happening.TWO_OWNERS);
        }
        return bus.serve(
                        Addresses.chatShard(number),
                        new ChatCommands(World.CHAT_METERS, markers).ofShard(shard, OPEN, parts))
                .map(served -> {
                    bus.tellAll(Addresses.GATEWAYS, new ShardTaken(number));
                    return () -> served.end().eventually(() -> shard.sequencer().idle());
                });
    }

    /** From now on it believes that these are the live processes. */
    void believe(Set<NodeId> members) {
        believed = members;
        listeners.forEach(Runnable::run);
    }

    void pause(Duration time) {
        vertx.home().pause(time);
    }

    /** Dies in the middle of whatever it does. */
    void crash(Duration noticedAfter) {
        if (host.owned() > 0) {
            world.tally().add(Happening.OWNER_CRASHED);
        }
        vertx.kill(noticedAfter, world.outside());
    }

    boolean isAlive() {
        return !vertx.home().isDead();
    }

    @Override
    public Vertx vertx() {
        return vertx.asVertx();
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Set<NodeId> nodes(String service) {
        return believed;
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public Future<Void> close() {
        throw new UnsupportedOperationException("processes only die here");
    }
}
