package dev.parley.gateway.broker;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.Actor;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.model.UserId;
import dev.parley.gateway.TestEdge;
import dev.parley.gateway.identity.Identity;
import dev.parley.gateway.limits.LimitOptions;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.session.AckMode;
import dev.parley.gateway.session.Session;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.gateway.session.SessionOptions;
import dev.parley.gateway.session.Sessions;
import dev.parley.gateway.session.Subscriber;
import dev.parley.gateway.session.Subscription;
import dev.parley.gateway.session.Wheel;
import dev.parley.gateway.stomp.Destination;
import dev.parley.gateway.stomp.HeartBeat;
import dev.parley.platform.config.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.stomp.Command;
import io.vertx.ext.stomp.Frame;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** One gateway of several: its part of the broker, and an event loop with sessions. */
final class TestGateway {
    static final Duration RENEWAL = Duration.ofMillis(200);

    private final TestEdge edge;
    private final Members members;
    private final NodeId self;
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BrokerNode node;
    private final String deployed;
    private final Broker broker;
    private final Sessions sessions;
    private volatile boolean planned;

    /** Joins, with these settings. */
    TestGateway(TestEdge edge, Members members, String name, Map<String, String> settings) {
        this.edge = edge;
        this.members = members;
        this.self = new NodeId(name, "1");
        Settings loaded = Settings.load(settings);
        BrokerOptions options = BrokerOptions.of(loaded);
        members.join(self);
        Home home = new Home(options);
        deployed = TestEdge.done(edge.backbone().deployVerticle(home));
        node = home.node;
        broker = edge.make(() -> new RuledBroker(options.rules(), new LoopBroker(edge.edgeBus(), node)));
        sessions = edge.make(() -> new Sessions(
                        SessionOptions.of(loaded), new Wheel(), Clock.systemUTC(), new SessionMeters(registry))
                .on(Command.CONNECT, (session, frame) -> {
                    session.open(Identity.without(actor(frame)), HeartBeat.NONE, Map.of());
                    return Future.succeededFuture(Map.of());
                }));
    }

    /** What lives on the backbone. */
    private final class Home extends VerticleBase {
        private final BrokerOptions options;
        private BrokerNode node;

        @SuppressWarnings("NullAway.Init") // made in start(), on the backbone's context
        private Home(BrokerOptions options) {
            this.options = options;
        }

        @Override
        public Future<?> start() {
            node = new BrokerNode(
                    members.seenBy(self),
                    context,
                    edge.bus(),
                    options,
                    RENEWAL,
                    new BrokerMeters(registry, new Limits(LimitOptions.unlimited(), registry)));
            node.start();
            return edge.bus().serve(Addresses.gateway(self), node.serve(new CommandTable()));
        }

        @Override
        public Future<?> stop() {
            return planned ? node.stop() : Future.succeededFuture();
        }
    }

    private static Actor actor(Frame frame) {
        String name = frame.getHeader("login");
        return new Actor(new UserId("u-" + name), name, name, Set.of("user"));
    }

    NodeId self() {
        return self;
    }

    /** One who is connected here. */
    Client client(String name) {
        return new Client(name);
    }

    /** Counted under this name and tag. */
    double counted(String meter, String tag, String value) {
        return registry.get(meter).tag(tag, value).counter().count();
    }

    double queuedBytes() {
        return registry.get("parley.broker.queued.bytes").gauge().value();
    }

    /** Is gone from one moment to the next, and the others are told. */
    void die() {
        vanish();
        members.leave(self);
    }

    /** Is gone, and nobody knows. */
    void vanish() {
        TestEdge.done(edge.backbone().undeploy(deployed));
    }

    /** Goes as planned. */
    void stop() {
        planned = true;
        die();
    }

    /** A connection of this gateway. */
    final class Client {
        private final RecordingConnection connection = new RecordingConnection();
        private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
        private final Session session;

        private Client(String name) {
            session = edge.make(() -> {
                Session accepted = sessions.accept(connection);
                accepted.onBytes(Buffer.buffer("CONNECT\naccept-version:1.2\nlogin:" + name + "\n\n\0"));
                return accepted;
            });
        }

        RecordingConnection connection() {
            return connection;
        }

        /** Subscribes; returns when it is live. */
        void subscribe(String id, Destination.Brokered destination, AckMode mode) {
            edge.on(() -> {
                Subscriber subscriber = session.subscriber(id, true, "/as/written", mode);
                return broker.subscribe(destination, subscriber, new Frame()).map(flow -> {
                    Subscription subscription = subscriber.with(flow);
                    session.subscriptions().add(subscription);
                    subscriptions.put(id, subscription);
                    return flow;
                });
            });
        }

        void unsubscribe(String id) {
            edge.run(() -> session.subscriptions().end(id));
        }

        Future<Map<String, String>> sending(Destination.Brokered destination, String body) {
            return edge.make(() -> sendHere(destination, body));
        }

        /** How a SEND is refused; fails when it is not. */
        Refusal refusalOf(Destination.Brokered destination) {
            return edge.refusalOf(() -> Future.succeededFuture().compose(now -> sendHere(destination, "x")));
        }

        private Future<Map<String, String>> sendHere(Destination.Brokered destination, String body) {
            Map<String, String> headers = new LinkedHashMap<>(Map.of("destination", "/d"));
            return broker.send(destination, session, new Frame(Command.SEND, headers, Buffer.buffer(body)));
        }

        /** Sends; returns when the owner has it. */
        String send(Destination.Brokered destination, String body) {
            String id = TestEdge.done(sending(destination, body)).get("message-id");
            return id == null ? "" : id;
        }

        /** As an ACK does. */
        void acknowledge(String id, String messageId) {
            settle(id, messageId, Subscription.Flow::onAcknowledged);
        }

        /** As a NACK does. */
        void reject(String id, String messageId) {
            settle(id, messageId, Subscription.Flow::onRejected);
        }

        private void settle(String id, String messageId, BiConsumer<Subscription.Flow, List<String>> how) {
            edge.run(() -> {
                Subscription subscription = Objects.requireNonNull(subscriptions.get(id));
                how.accept(
                        subscription.flow(),
                        subscription.subscriber().deliveries().settle(messageId));
                subscription.flow().onRoom();
            });
        }

        /** Reads nothing more, or again. */
        void stall() {
            edge.run(connection::stall);
        }

        void read() {
            edge.run(connection::takeAll);
        }

        void disconnect() {
            edge.run(session::onClosed);
        }
    }
}
