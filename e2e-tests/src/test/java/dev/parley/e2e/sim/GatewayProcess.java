package dev.parley.e2e.sim;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.model.NodeId;
import dev.parley.gateway.broker.Broker;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.feed.FeedOptions;
import dev.parley.gateway.feed.Interest;
import dev.parley.gateway.feed.MarkerOptions;
import dev.parley.gateway.feed.Markers;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.handler.ConnectHandler;
import dev.parley.gateway.handler.FrameTable;
import dev.parley.gateway.handler.SendHandler;
import dev.parley.gateway.handler.SubscribeHandler;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.IdentityOptions;
import dev.parley.gateway.identity.Issuers;
import dev.parley.gateway.identity.RevokedLogins;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.presence.PresenceWatch;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.TransactionLimits;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.DecoderLimits;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.stomp.HeartBeat;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A gateway with two event loops. Its feeds are short and its outboxes small, so that both are behind often. */
final class GatewayProcess {
    private static final FeedOptions SHORT_FEED = new FeedOptions(8, 10, 5, 2, 65_536, Duration.ofSeconds(2));
    private static final SessionOptions SESSION = new SessionOptions(
            DecoderLimits.DEFAULTS,
            10,
            4,
            new TransactionLimits(2, 4, 2000),
            50,
            100_000,
            Duration.ofSeconds(10),
            HeartBeat.NONE,
            1500,
            Duration.ofSeconds(1));
    private static final int LOOPS = 2;

    private final World world;
    private final FeedOptions feed;
    private final SimVertx backbone;
    private final Bus bus;
    private final Interest interest;
    private final List<EdgeLoop> loops = new ArrayList<>();

    /** An event loop of the edge, and the sessions on it. */
    record EdgeLoop(Schedule.Loop loop, Sessions sessions) {}

    GatewayProcess(World world, NodeId self) {
        this(world, self, SHORT_FEED);
    }

    GatewayProcess(World world, NodeId self, FeedOptions feed) {
        this.world = world;
        this.feed = feed;
        this.backbone = world.vertx(self.value());
        this.bus = world.bus(backbone);
        Vertx vertx = backbone.asVertx();
        this.interest = new Interest(vertx, backbone.home().context(), bus, self, feed);
        interest.start();
        bus.serve(Addresses.gateway(self), interest.hear(new CommandTable()));
        bus.serve(Addresses.GATEWAYS, interest.hear(new CommandTable()));
        for (int i = 0; i < LOOPS; i++) {
            Schedule.Loop loop = world.schedule().loop(self.value() + "-" + i);
            loop.execute(() -> loops.add(new EdgeLoop(loop, sessions(loop))));
        }
    }

    /** As the gateway's verticle does. */
    private Sessions sessions(Schedule.Loop loop) {
        EdgeBus edge = new EdgeBus(bus, () -> world.schedule().current().context());
        IdentityOptions identity = new IdentityOptions(false, "parley", "parley");
        Issuers keys = Issuers.of(backbone.asVertx(), edge, identity, world.schedule()::nanoTime);
        Authenticator authenticator = new Authenticator(
                edge,
                new TokenVerifier(keys, new RevokedLogins(), world.schedule().clock()),
                identity);
        Wheel wheel = new Wheel();
        world.schedule().every(Wheel.TICK, loop, wheel::turn);
        RoomFeeds feeds = new RoomFeeds(edge, interest, wheel, feed);
        Markers markers =
                new Markers(edge, World.ADDRESSES::chatShardOf, wheel, new MarkerOptions(Duration.ofSeconds(1), 1000));
        Destinations destinations = new Destinations("/publish", "/subscribe");
        Sessions sessions = new Sessions(SESSION, wheel, world.schedule().clock(), World.SESSION_METERS);
        PresenceReporter nobodyHears = new PresenceReporter(
                backbone.asVertx(), StandIn.of(Context.class).on("runOnContext", given -> null), bus, self(), 1000);
        FrameTable.fill(
                sessions,
                new ConnectHandler(authenticator, HeartBeat.NONE, "parley/simulated"),
                new SendHandler(edge, destinations, authenticator, NO_BROKER, room -> 0),
                new SubscribeHandler(
                        destinations,
                        feeds,
                        markers,
                        new PresenceFeeds(edge, new PresenceWatch(nobodyHears), room -> 0),
                        nobodyHears,
                        NO_BROKER,
                        World.SESSION_METERS),
                edge);
        return sessions;
    }

    private static final Broker NO_BROKER = StandIn.of(Broker.class).made();

    private static NodeId self() {
        return new NodeId("nobody", "asks");
    }

    /** Whether it takes connections. */
    boolean isOpen() {
        return loops.size() == LOOPS && !backbone.home().isDead();
    }

    /** One of its event loops, as whoever connects gets one. */
    EdgeLoop anyLoop() {
        return world.oneOf(loops);
    }

    void pause(Duration time) {
        backbone.home().pause(time);
    }

    void crash(Duration noticedAfter) {
        world.tally().add(Happening.GATEWAY_CRASHED);
        loops.forEach(edge -> edge.loop().die());
        backbone.kill(noticedAfter, world.outside());
    }
}
