package dev.parley.gateway;

import dev.parley.contracts.auth.LoginRevoked;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.gateway.broker.BrokerMeters;
import dev.parley.gateway.broker.BrokerNode;
import dev.parley.gateway.feed.Interest;
import dev.parley.gateway.interceptor.FrameInterceptor;
import dev.parley.gateway.interceptor.Interceptors;
import dev.parley.gateway.limits.Limits;
import dev.parley.gateway.peer.Peers;
import dev.parley.gateway.presence.PresenceReporter;
import dev.parley.gateway.presence.PresenceWatch;
import dev.parley.gateway.relay.RelayMeters;
import dev.parley.gateway.session.SessionMeters;
import dev.parley.platform.boot.ServiceRuntime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the event loops of one gateway share: its one context on the backbone, where announcements come in and interest
 * and presence go out.
 */
final class GatewayNode extends VerticleBase {
    /** What CONNECTED calls this server. */
    static final String SERVER = "parley/" + version();

    private static final Logger LOG = LoggerFactory.getLogger(GatewayNode.class);

    private final ServiceRuntime runtime;
    private final GatewayConfig config;
    private final int loops;
    private final SessionMeters meters;
    private final RelayMeters relayMeters;
    private final Limits limits;
    private final Interceptors interceptors;
    private final DoorCertificates certificates;
    private final Peers peers;
    private final List<Consumer<RevokedRights>> revocations = new CopyOnWriteArrayList<>();
    private final AtomicInteger listening = new AtomicInteger();
    private volatile Parts parts;
    private volatile String said = "";
    private volatile boolean keysKnown;

    /** What lives on the backbone's context. */
    private record Parts(
            Interest interest,
            PresenceReporter reporter,
            PresenceWatch watch,
            BrokerNode broker,
            RevocationWatch revoked) {}

    @SuppressWarnings("NullAway.Init") // parts are made in start(), on the backbone's context
    GatewayNode(
            ServiceRuntime runtime,
            GatewayConfig config,
            List<FrameInterceptor> interceptors,
            DoorCertificates certificates) {
        this.runtime = runtime;
        this.config = config;
        this.loops = config.loops();
        this.meters = new SessionMeters(runtime.meters().registry());
        this.relayMeters = new RelayMeters(runtime.meters().registry());
        this.limits = new Limits(config.limits(), runtime.meters().registry());
        this.interceptors = new Interceptors(interceptors, runtime.meters().registry());
        this.certificates = certificates;
        this.peers = new Peers(runtime.backbone());
    }

    @Override
    public Future<?> start() {
        runtime.health()
                .register(
                        "signing-keys",
                        () -> keysKnown
                                ? Future.succeededFuture()
                                : Future.failedFuture("no key to verify tokens with"));
        Bus bus = runtime.bus();
        Interest interest = new Interest(vertx, context, bus, runtime.backbone().self(), config.feed());
        PresenceReporter reporter = new PresenceReporter(
                vertx,
                context,
                bus,
                runtime.backbone().self(),
                config.presenceRenewal().toMillis());
        PresenceWatch watch = new PresenceWatch(reporter);
        BrokerNode broker = new BrokerNode(
                runtime.backbone(),
                context,
                bus,
                config.broker(),
                config.feed().renewInterest(),
                new BrokerMeters(runtime.meters().registry(), limits));
        RevocationWatch missed = new RevocationWatch(
                vertx, context, bus, config.revocations(), one -> revoked(RevokedRights.listed(one)));
        runtime.health().register("revocations", missed::check);
        parts = new Parts(interest, reporter, watch, broker, missed);
        interest.start();
        reporter.start();
        broker.start();
        certificates.watch(vertx);
        CommandTable mine = broker.serve(watch.hear(interest.hear(new CommandTable())));
        CommandTable everybodys =
                interest.hear(new CommandTable()).hear(LoginRevoked.class, one -> revoked(RevokedRights.heard(one)));
        return bus.serve(Addresses.gateway(runtime.backbone().self()), mine)
                .compose(own -> bus.serve(Addresses.GATEWAYS, everybodys));
    }

    @Override
    public Future<?> stop() {
        parts.interest().stop();
        parts.revoked().stop();
        return parts.broker().stop().compose(moved -> parts.reporter().stop());
    }

    /** How many event loops there are, which share what a gateway may use. */
    int loops() {
        return loops;
    }

    Bus bus() {
        return runtime.bus();
    }

    Addresses addresses() {
        return runtime.bus().addresses();
    }

    SessionMeters meters() {
        return meters;
    }

    RelayMeters relayMeters() {
        return relayMeters;
    }

    Limits limits() {
        return limits;
    }

    Interceptors interceptors() {
        return interceptors;
    }

    DoorCertificates certificates() {
        return certificates;
    }

    Peers peers() {
        return peers;
    }

    Interest interest() {
        return parts.interest();
    }

    PresenceReporter reporter() {
        return parts.reporter();
    }

    PresenceWatch presence() {
        return parts.watch();
    }

    BrokerNode broker() {
        return parts.broker();
    }

    /** Whether the process is about to stop. */
    boolean isDraining() {
        return runtime.health().isDraining();
    }

    /**
     * Tells a loop of revocations, on its own context; once all loops listen, of those that were before, too.
     *
     * @param earlierAreKnown what to do when it has been told of those that were before
     */
    void onRevoked(Context loop, Consumer<RevokedRights> listener, Runnable earlierAreKnown) {
        revocations.add(revoked -> loop.runOnContext(ignored -> listener.accept(revoked)));
        parts.revoked().upToDate().onSuccess(known -> loop.runOnContext(ignored -> earlierAreKnown.run()));
        if (listening.incrementAndGet() == loops) {
            parts.revoked().start();
        }
    }

    /** A loop can verify tokens. */
    void keysKnown() {
        keysKnown = true;
    }

    /** Says once where the doors are. */
    Void listening(int httpPort, int tcpPort) {
        String now = httpPort + "/" + tcpPort;
        if (!said.equals(now)) {
            said = now;
            LOG.atInfo()
                    .addKeyValue("httpPort", httpPort)
                    .addKeyValue("tcpPort", tcpPort)
                    .log("the doors are open");
        }
        return null;
    }

    private void revoked(RevokedRights revoked) {
        revocations.forEach(listener -> listener.accept(revoked));
    }

    private static String version() {
        String version = GatewayNode.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
