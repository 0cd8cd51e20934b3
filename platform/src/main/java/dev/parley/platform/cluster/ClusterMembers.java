package dev.parley.platform.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.partition.NoDataMemberInClusterException;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.shareddata.AsyncMap;
import io.vertx.core.shareddata.Counter;
import io.vertx.core.shareddata.Lock;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.NodeListener;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.impl.ConversionUtils;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastObjectProviderImpl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's cluster manager. Hazelcast says which processes there are, and each member's attributes where its event bus
 * is; at which addresses a process is found it says to all others itself, over the bus: whole, at each change, when
 * another asks and every two seconds. So nothing that the bus needs lies with a member that may be frozen, and what is
 * lost is said again (docs/adr/0031-addresses-are-told-not-stored.md). Maps, locks and counters are vertx-hazelcast's;
 * Parley uses none. Any thread.
 */
final class ClusterMembers implements ClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMembers.class);

    /** Where listings are heard: at every process, which needs no listing itself. */
    static final String LISTINGS = "parley.listings";

    private static final long SAY_AGAIN_MILLIS = 2000;

    /** Whoever was not heard for so long was cut off, and what was sent to it meanwhile may be lost. */
    private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(SAY_AGAIN_MILLIS * 3 / 2);

    private final Config config;
    private final String self;
    private final HazelcastObjectProviderImpl shared = new HazelcastObjectProviderImpl();
    private final ExecutorService lockReleases = Executors.newSingleThreadExecutor();
    private final Listings listings;
    private final Map<String, Long> heard = new HashMap<>();
    private RegistrationListener listener = new RegistrationListener() {};
    private @Nullable VertxInternal vertx;
    private volatile @Nullable HazelcastInstance hazelcast;
    private volatile @Nullable NodeInfo nodeInfo;
    private volatile @Nullable Context context;
    private @Nullable Future<Void> saying;

    /** @param self this process, as its member attributes name it */
    ClusterMembers(Config config, String self) {
        this.config = config;
        this.self = self;
        this.listings = new Listings(self, this::tell);
    }

    @Override
    public void init(Vertx joining) {
        vertx = (VertxInternal) joining;
    }

    @Override
    public void registrationListener(RegistrationListener selector) {
        listener = selector;
    }

    /** Only Vert.x's high availability, which Parley has no use for, wants to know. */
    @Override
    public void nodeListener(NodeListener unused) {}

    /** Fails with {@link NoDataMemberInClusterException} where a lite member finds none that is not. */
    @Override
    public void join(Completable<Void> promise) {
        vertx().<Void>executeBlocking(() -> {
                    HazelcastInstance joined = Hazelcast.newHazelcastInstance(config);
                    hazelcast = joined;
                    if (joined.getCluster().getMembers().stream().allMatch(Member::isLiteMember)) {
                        throw new NoDataMemberInClusterException("no chat or presence process is up yet");
                    }
                    joined.getCluster().addMembershipListener(new Membership());
                    joined.getLifecycleService().addLifecycleListener(change -> {
                        Context loop = context;
                        if (change.getState() == LifecycleState.MERGED && loop != null) {
                            loop.runOnContext(merged -> say(true));
                        }
                    });
                    shared.onJoin(vertx(), new ConversionUtils(), joined, lockReleases);
                    return null;
                })
                .onComplete(promise);
    }

    @Override
    public void leave(Completable<Void> promise) {
        vertx().<Void>executeBlocking(() -> {
                    lockReleases.shutdown();
                    HazelcastInstance joined = hazelcast;
                    if (joined != null) {
                        joined.shutdown();
                    }
                    return null;
                })
                .onComplete(promise);
    }

    @Override
    public boolean isActive() {
        HazelcastInstance joined = hazelcast;
        return joined != null && joined.getLifecycleService().isRunning();
    }

    HazelcastInstance hazelcast() {
        return Objects.requireNonNull(hazelcast, "not joined");
    }

    private VertxInternal vertx() {
        return Objects.requireNonNull(vertx, "not initialised");
    }

    @Override
    public String getNodeId() {
        return self;
    }

    @Override
    public List<String> getNodes() {
        return hazelcast().getCluster().getMembers().stream()
                .map(member -> member.getAttribute(HazelcastConfig.NODE))
                .filter(Objects::nonNull)
                .toList();
    }

    private Set<String> others() {
        Set<String> others = new HashSet<>(getNodes());
        others.remove(self);
        return others;
    }

    /** The bus has started, so others can be heard from now on. */
    @Override
    public void setNodeInfo(NodeInfo info, Completable<Void> promise) {
        nodeInfo = info;
        promise.succeed();
    }

    @Override
    public NodeInfo getNodeInfo() {
        return Objects.requireNonNull(nodeInfo, "the event bus has not started");
    }

    @Override
    public void getNodeInfo(String node, Completable<NodeInfo> promise) {
        Optional<NodeInfo> info = hazelcast().getCluster().getMembers().stream()
                .filter(member -> node.equals(member.getAttribute(HazelcastConfig.NODE)))
                .map(HazelcastConfig::busOf)
                .findFirst();
        if (info.isPresent()) {
            promise.succeed(info.get());
        } else {
            promise.fail(new VertxException(node + " is not in the cluster", true));
        }
    }

    /**
     * Begins to hear the others and to say where this process is found. Once, when the bus has started.
     *
     * @param healed is called when another process is heard again after a silence
     */
    void start(Runnable healed) {
        Context loop = vertx().createEventLoopContext();
        context = loop;
        loop.runOnContext(begin -> {
            vertx().eventBus().<JsonObject>consumer(LISTINGS, message -> hear(Listing.of(message.body()), healed));
            vertx().setPeriodic(SAY_AGAIN_MILLIS, fired -> sayAgain());
            say(true);
        });
    }

    private void hear(Listing said, Runnable healed) {
        if (!isActive() || !others().contains(said.node())) {
            return; // nobody is a member to a process that leaves
        }
        listings.take(said);
        if (said.asks()) {
            saySoon();
        }
        long now = System.nanoTime();
        Long before = heard.put(said.node(), now);
        if (before != null && now - before > SILENCE_NANOS) {
            LOG.atInfo().addKeyValue("node", said.node()).log("heard again after a silence");
            healed.run();
        }
    }

    private void sayAgain() {
        if (!isActive()) {
            return;
        }
        Set<String> others = others();
        heard.keySet().retainAll(others);
        say(!listings.hasAll(others));
    }

    /** Says where this process is found: once in a turn of the loop, however often; completes when it is on its way. */
    synchronized Future<Void> saySoon() {
        Context loop = context;
        if (loop == null) {
            return Future.succeededFuture();
        }
        if (saying == null) {
            Promise<Void> said = Promise.promise();
            saying = said.future();
            loop.runOnContext(turn -> {
                synchronized (this) {
                    saying = null;
                }
                say(false);
                said.complete();
            });
        }
        return saying;
    }

    /** On the loop alone, so that what is said later arrives later. */
    private void say(boolean asks) {
        vertx().eventBus().publish(LISTINGS, listings.listing(asks).toJson());
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (!address.equals(LISTINGS)) {
            listings.add(address, registration);
        }
        saySoon().onComplete(promise);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        listings.remove(address, registration);
        saySoon().onComplete(promise);
    }

    @Override
    public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
        promise.succeed(at(address));
    }

    private List<RegistrationInfo> at(String address) {
        return address.equals(LISTINGS)
                ? others().stream()
                        .map(node -> new RegistrationInfo(node, 0, false))
                        .toList()
                : listings.at(address);
    }

    Listings listings() {
        return listings;
    }

    /** The addresses at which others should find this process. */
    Set<String> addresses() {
        return listings.addresses();
    }

    /** Takes the address off the list; its consumers go on. Completes when the others have been told. */
    Future<Void> withdraw(String address) {
        listings.withdraw(address);
        return saySoon();
    }

    private final class Membership implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            changed();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            changed();
        }
    }

    private void changed() {
        listings.retain(others());
        tell(LISTINGS);
    }

    private void tell(String address) {
        if (listener.wantsUpdatesFor(address)) {
            listener.registrationsUpdated(new RegistrationUpdateEvent(address, at(address)));
        }
    }

    @Override
    public <K, V> void getAsyncMap(String name, Completable<AsyncMap<K, V>> promise) {
        promise.succeed(shared.getAsyncMap(name));
    }

    @Override
    public <K, V> Map<K, V> getSyncMap(String name) {
        return shared.getSyncMap(name);
    }

    @Override
    public void getLockWithTimeout(String name, long timeout, Completable<Lock> promise) {
        vertx().executeBlocking(() -> shared.getLockWithTimeout(name, timeout), false)
                .onComplete(promise);
    }

    @Override
    public void getCounter(String name, Completable<Counter> promise) {
        promise.succeed(shared.createCounter(name));
    }
}
