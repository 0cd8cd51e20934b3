package dev.parley.platform.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.partition.NoDataMemberInClusterException;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Roster.Peer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backbone over Hazelcast. Each member says in its attributes which service it runs and which node it is. chat and
 * presence processes are data members; gateway and auth processes are lite members, which hold no data, so that they
 * come and go without moving any, and which wait, retrying, until a data member is up.
 */
public final class HazelcastBackbone implements Backbone {
    private static final Logger LOG = LoggerFactory.getLogger(HazelcastBackbone.class);
    private static final long JOIN_RETRY_MILLIS = 1000;

    /** A connection of the bus that is cut is given up early: TCP would take ever longer to try it again. */
    private static final int PING_MILLIS = 1000;

    private static final int PONG_MILLIS = 3000;
    private static final int CONNECT_MILLIS = 2000;

    private final Vertx vertx;
    private final NodeId self;
    private final HazelcastInstance hazelcast;
    private final ClusterMembers members;

    private HazelcastBackbone(Vertx vertx, NodeId self, ClusterMembers members) {
        this.vertx = vertx;
        this.self = self;
        this.members = members;
        this.hazelcast = members.hazelcast();
    }

    /**
     * Joins, or fails after the options' wait.
     *
     * @param attributes what this process says of itself to the others
     */
    public static Future<Backbone> join(
            VertxOptions vertxOptions,
            ClusterOptions options,
            NodeId self,
            String service,
            Map<String, String> attributes) {
        EventBusOptions bus = new EventBusOptions()
                .setHost(options.host())
                .setPort(options.busPort())
                .setClusterPublicHost(options.host())
                .setClusterPublicPort(options.busPort())
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PONG_MILLIS)
                .setConnectTimeout(CONNECT_MILLIS)
                .setTrustAll(false);
        Optional<BusTls> tls = options.tls().map(BusTls::new);
        tls.ifPresent(secret -> secret.configure(bus));
        Instant deadline = Instant.now().plus(options.joinWait());
        Supplier<Config> config = () -> HazelcastConfig.of(options, self, service, attributes);
        return join(new VertxOptions(vertxOptions).setEventBusOptions(bus), config, self, deadline)
                .onSuccess(backbone -> tls.ifPresent(secret -> secret.watch(backbone.vertx())));
    }

    private static Future<Backbone> join(
            VertxOptions vertxOptions, Supplier<Config> config, NodeId self, Instant deadline) {
        ClusterMembers members = new ClusterMembers(config.get(), self.value());
        return Vertx.builder()
                .with(vertxOptions)
                .withClusterManager(members)
                .buildClustered()
                .compose(vertx -> members.start()
                        .<Backbone>map(started -> new HazelcastBackbone(vertx, self, members))
                        .recover(failure -> vertx.close().transform(closed -> Future.failedFuture(failure))))
                .recover(failure -> isNoDataMember(failure) && Instant.now().isBefore(deadline)
                        ? retry(vertxOptions, config, self, deadline)
                        : Future.failedFuture(failure));
    }

    private static Future<Backbone> retry(
            VertxOptions vertxOptions, Supplier<Config> config, NodeId self, Instant deadline) {
        LOG.atInfo().log("no data member is up yet: waiting");
        Vertx waiting = Vertx.vertx();
        Promise<Void> closed = Promise.promise(); // of no event loop: that of the timer ends, and nothing would follow
        waiting.setTimer(JOIN_RETRY_MILLIS, fired -> waiting.close().onComplete(closed));
        return closed.future().compose(over -> join(vertxOptions, config, self, deadline));
    }

    private static boolean isNoDataMember(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoDataMemberInClusterException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Vertx vertx() {
        return vertx;
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public Set<NodeId> nodes(String service) {
        return nodes(members.present().stream().filter(peer -> runs(peer, service)));
    }

    @Override
    public Set<NodeId> nodes() {
        return nodes(members.present().stream());
    }

    private static Set<NodeId> nodes(Stream<Peer> peers) {
        return peers.map(Peer::id).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean runs(Peer peer, String service) {
        return service.equals(peer.attribute(HazelcastConfig.SERVICE));
    }

    @Override
    public int unlisted() {
        return members.unlisted();
    }

    @Override
    public int listed() {
        return members.listed();
    }

    @Override
    public Set<String> addresses() {
        return members.addresses();
    }

    @Override
    public Future<Void> withdraw(String address) {
        return members.withdraw(address);
    }

    @Override
    public Future<Void> renew() {
        return members.saySoon();
    }

    ClusterMembers members() {
        return members;
    }

    /** Hazelcast ends by itself where it cannot go on, after a merge that failed for instance; nothing revives it. */
    @Override
    public Future<Void> check() {
        return hazelcast.getLifecycleService().isRunning()
                ? Future.succeededFuture()
                : Future.failedFuture(Refusal.unavailable("Hazelcast has ended"));
    }

    @Override
    public Map<NodeId, String> attributes(String service, String name) {
        Map<NodeId, String> said = new HashMap<>();
        for (Peer peer : members.present()) {
            String value = peer.attribute(name);
            if (value != null && runs(peer, service)) {
                said.put(peer.id(), value);
            }
        }
        return said;
    }

    @Override
    public void onChange(Runnable listener) {
        members.onChange(listener);
    }

    @Override
    public Future<Void> close() {
        return vertx.close();
    }
}
