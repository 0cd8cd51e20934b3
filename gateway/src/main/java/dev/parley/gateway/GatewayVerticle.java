package dev.parley.gateway;

import dev.parley.gateway.bridge.BridgeDoor;
import dev.parley.gateway.broker.Broker;
import dev.parley.gateway.broker.LoopBroker;
import dev.parley.gateway.broker.RuledBroker;
import dev.parley.gateway.bus.EdgeBus;
import dev.parley.gateway.feed.Markers;
import dev.parley.gateway.feed.RoomFeeds;
import dev.parley.gateway.handler.ConnectHandler;
import dev.parley.gateway.handler.FrameTable;
import dev.parley.gateway.handler.SendHandler;
import dev.parley.gateway.handler.SubscribeHandler;
import dev.parley.gateway.identity.Authenticator;
import dev.parley.gateway.identity.Issuers;
import dev.parley.gateway.identity.RevokedLogins;
import dev.parley.gateway.identity.TokenVerifier;
import dev.parley.gateway.peer.PeerClient;
import dev.parley.gateway.presence.PresenceFeeds;
import dev.parley.gateway.relay.RelayBroker;
import dev.parley.gateway.rest.RestRoutes;
import dev.parley.gateway.session.Backlog;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.Destinations;
import dev.parley.gateway.transport.EventLoop;
import dev.parley.gateway.transport.HttpDeadlines;
import dev.parley.gateway.transport.HttpDoors;
import dev.parley.gateway.transport.PlaceGate;
import dev.parley.gateway.transport.SockJsDoor;
import dev.parley.gateway.transport.SockJsEndpoint;
import dev.parley.gateway.transport.StompTcpDoor;
import dev.parley.gateway.transport.WebSocketDoor;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One event loop of the edge: wires the doors to what is behind them. What loops share is in {@link GatewayNode}. */
final class GatewayVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayVerticle.class);
    private static final Duration KEYS_RETRY = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final GatewayNode node;
    private @Nullable Emptying emptying;

    GatewayVerticle(GatewayConfig config, GatewayNode node) {
        this.config = config;
        this.node = node;
    }

    @Override
    public Future<?> start() {
        InstantSource clock = Clock.systemUTC();
        EdgeBus bus = new EdgeBus(node.bus());
        Issuers issuers = Issuers.of(vertx, bus, config.identity());
        RevokedLogins ended = new RevokedLogins(config.revocations(), clock);
        Authenticator authenticator =
                new Authenticator(bus, new TokenVerifier(issuers, ended, clock), config.identity());
        vertx.setPeriodic(0, config.identity().keys().refresh().toMillis(), fired -> issuers.refresh());
        Wheel wheel = Wheel.turning(vertx);
        RoomFeeds feeds = new RoomFeeds(bus, node.interest(), wheel, config.feed());
        Markers stored = new Markers(bus, node.addresses()::chatShardOf, wheel, config.markers());
        PresenceFeeds presence = new PresenceFeeds(bus, node.presence(), node.addresses()::presenceShardOf);
        Destinations destinations = new Destinations(config.appPrefix(), config.brokerPrefix());
        Broker own = new LoopBroker(bus, node.broker());
        Broker carrier = config.relay()
                .<Broker>map(relay -> new RelayBroker(vertx, own, wheel, relay, node.relayMeters()))
                .orElse(own);
        Broker broker = new RuledBroker(config.broker().rules(), carrier);
        Backlog backlog = new Backlog(config.backlogBytes() / node.loops());
        Sessions accepted = new Sessions(
                config.session(), wheel, clock, node.meters(), node.limits(), node.interceptors(), backlog);
        FrameTable.fill(
                accepted,
                new ConnectHandler(authenticator, config.session().heartBeat(), GatewayNode.SERVER),
                new SendHandler(bus, destinations, authenticator, broker, node.addresses()::presenceShardOf),
                new SubscribeHandler(destinations, feeds, stored, presence, node.reporter(), broker, node.meters()),
                bus);
        BridgeDoor sockets = BridgeDoor.create(
                vertx,
                bus,
                authenticator,
                wheel,
                backlog,
                feeds,
                presence,
                node.reporter(),
                node.addresses(),
                config.bridge(),
                node.limits());
        node.onRevoked(
                context,
                revoked -> {
                    revoked.rememberIn(ended);
                    if (revoked.isOfAll()) {
                        issuers.forget(revoked.what().user());
                    }
                    accepted.revoke(revoked.what());
                    sockets.revoke(revoked.what());
                },
                ended::earlierAreKnown);

        EventLoop loop = EventLoop.current(vertx);
        HttpDoors web =
                new HttpDoors(vertx, wheel, config.http(), node.certificates().http(), node.limits());
        web.sayLastAnswers(node::isDraining);
        web.guard(new HttpDeadlines(config.deadlines(), wheel, node.limits()));
        new WebSocketDoor(accepted, loop, config.http().webSockets().maxMessageBytes())
                .mount(web.router(), config.http().wsPaths());
        SockJsEndpoint sockJs = new SockJsEndpoint(
                vertx,
                config.sockJs(),
                PlaceGate.of(node.limits()),
                node.peers(),
                new PeerClient(
                        vertx, config.peers(), node.peers(), node.certificates().http()),
                node.limits());
        new SockJsDoor(vertx, accepted, sockJs)
                .mount(web.router(), config.http().sockJsPaths());
        sockets.mount(web.router(), sockJs);
        new RestRoutes(bus, node.addresses(), authenticator, issuers, config.rest(), node.limits()).mount(web.router());
        StompTcpDoor plain =
                new StompTcpDoor(vertx, config.tcp(), node.certificates().stomp(), loop, accepted);
        emptying = new Emptying(
                wheel,
                config.drain().shared(node.loops()),
                new Emptying.Doors(node.limits().admission(), plain, web, sockJs, accepted, sockets),
                stored);
        return web.listen()
                .compose(httpPort -> plain.listen().map(tcpPort -> node.listening(httpPort, tcpPort)))
                .onSuccess(listening -> learnKeys(issuers, wheel));
    }

    /** The gateway is ready once it can verify tokens; auth processes may start after it. */
    private void learnKeys(Issuers issuers, Wheel wheel) {
        issuers.jwks().onSuccess(known -> node.keysKnown()).onFailure(away -> {
            LOG.atWarn().log("not ready: no key to verify tokens with, as no auth process answers");
            wheel.after(KEYS_RETRY, () -> learnKeys(issuers, wheel));
        });
    }

    @Override
    public Future<?> stop() {
        return emptying == null ? Future.succeededFuture() : emptying.begin();
    }
}
