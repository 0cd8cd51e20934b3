package dev.parley.platform.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.partition.NoDataMemberInClusterException;
import dev.parley.platform.cluster.Roster.Peer;
import io.vertx.core.Completable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
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
import java.net.ConnectException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x's cluster manager. Hazelcast says which processes there are, and each member's attributes where its event bus
 * is; at which addresses a process is found it says to all others itself, over the bus: whole, at each change, when
 * another asks and every two seconds. So nothing that the bus needs lies with a member that may be frozen, and what is
 * lost is said again (docs/adr/0031-addresses-are-told-not-stored.md). Whom Hazelcast drops is asked, over the bus, whether
 * it is there, told who else is, and stays as long as it answers (docs/adr/0037-who-answers-is-there.md). Maps, locks and counters are
 * vertx-hazelcast's; Parley uses none. Any thread.
 */
final class ClusterMembers implements ClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterMembers.class);

    /** Where listings are heard: at every process, which needs no listing itself. */
    static final String LISTINGS = "parley.listings";

    /** So often that one listing may be lost, and nobody is silent yet. */
    private static final long SAY_AGAIN_MILLIS =
            Roster.SILENCE.multipliedBy(2).dividedBy(3).toMillis();

    /** With its name behind it, where a process is asked that may not be there. */
    private static final String ASKED = LISTINGS + ".";

    private static final String PEERS = "peers";
    private static final long JUDGE_MILLIS = 500;

    private final Config config;
    private final String self;
    private final HazelcastObjectProviderImpl shared = new HazelcastObjectProviderImpl();
    private final ExecutorService lockReleases = Executors.newSingleThreadExecutor();
    private final Listings listings;
    private final Roster roster;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private long judgedNanos;
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
        this.roster = new Roster(self, node -> tell(ASKED + node));
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
        return present().stream().map(Peer::node).toList();
    }

    /** The processes that are there, this one among them. */
    List<Peer> present() {
        return roster.present();
    }

    /** How many of them Hazelcast does not list. */
    int unlisted() {
        return roster.unlisted().size();
    }

    /** How many Hazelcast lists, there or not. */
    int listed() {
        return roster.countListed();
    }

    /** Calls back, on an event loop, after each change of who is there, and when somebody is heard again after a silence. */
    void onChange(Runnable watcher) {
        watchers.add(watcher);
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

    /** The bus asks when it connects, anew where a connection was lost: then that process may have ended. */
    @Override
    public void getNodeInfo(String node, Completable<NodeInfo> promise) {
        Optional<Peer> peer = roster.find(node);
        if (peer.isPresent()) {
            promise.succeed(peer.get().bus());
            askSoon(node);
        } else {
            promise.fail(new VertxException(node + " is not in the cluster", true));
        }
    }

    /**
     * Begins to hear the others and to say where this process is found. Once, when the bus has started; completes when this
     * process knows who is there. All that changes what it knows happens on one event loop from then on.
     */
    Future<Void> start() {
        Context loop = vertx().createEventLoopContext();
        context = loop;
        HazelcastInstance joined = hazelcast();
        joined.getCluster().addMembershipListener(new Membership());
        joined.getLifecycleService().addLifecycleListener(change -> {
            if (change.getState() == LifecycleState.MERGED) {
                loop.runOnContext(merged -> {
                    look();
                    say(true);
                });
            }
        });
        Promise<Void> looked = Promise.promise();
        loop.runOnContext(turn -> {
            try {
                begin();
                looked.complete();
            } catch (RuntimeException e) { // Hazelcast may end between the join and this
                looked.fail(e);
            }
        });
        return looked.future();
    }

    private void begin() {
        vertx().eventBus().<JsonObject>consumer(LISTINGS, message -> hear(Listing.of(message.body())));
        vertx().eventBus().<JsonObject>consumer(ASKED + self, message -> answer(message.body()));
        look();
        judgedNanos = System.nanoTime();
        vertx().setPeriodic(SAY_AGAIN_MILLIS, fired -> say(!listings.hasAll(others())));
        vertx().setPeriodic(JUDGE_MILLIS, fired -> judge());
        say(true);
    }

    private void hear(Listing said) {
        if (!isActive() || said.node().equals(self) || roster.find(said.node()).isEmpty()) {
            return; // nobody is a member to a process that leaves
        }
        long now = System.nanoTime();
        boolean wasSilent = roster.isSilent(said.node(), now);
        boolean wasNotThere = roster.heard(said.node(), now);
        listings.take(said);
        if (wasNotThere) {
            LOG.atInfo().addKeyValue("node", said.node()).log("answers, whatever Hazelcast lists");
            changed();
        } else if (wasSilent) {
            LOG.atInfo().addKeyValue("node", said.node()).log("heard again after a silence");
            watchers.forEach(Runnable::run);
        }
        if (said.asks()) {
            saySoon();
        }
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
        if (isActive()) {
            vertx().eventBus().publish(LISTINGS, listings.listing(asks).toJson());
        }
    }

    /** Asks whoever is to be asked, and judges who was. Where this process itself stood still, nobody else is to blame. */
    private void judge() {
        if (!isActive()) {
            return;
        }
        long now = System.nanoTime();
        if (now - judgedNanos > TimeUnit.MILLISECONDS.toNanos(2 * JUDGE_MILLIS)) {
            roster.excuse();
        }
        judgedNanos = now;
        List<String> gone = roster.judge(now);
        if (!gone.isEmpty()) {
            LOG.atInfo().addKeyValue("nodes", gone).log("silent");
            changed();
        }
        ask();
    }

    private void ask() {
        long now = System.nanoTime();
        ask(roster.toAsk(now), now);
    }

    private void askSoon(String node) {
        Context loop = context;
        if (loop != null) {
            loop.runOnContext(turn -> {
                long now = System.nanoTime();
                if (isActive() && roster.askNow(node, now)) {
                    ask(List.of(node), now);
                }
            });
        }
    }

    private void ask(List<String> nodes, long now) {
        if (nodes.isEmpty()) {
            return;
        }
        JsonArray peers =
                new JsonArray(roster.listed().stream().map(Peer::toJson).toList());
        for (String node : nodes) {
            JsonObject question =
                    listings.listing(roster.isDoubted(node, now)).toJson().put(PEERS, peers);
            vertx().eventBus().<JsonObject>sender(ASKED + node).write(question).onFailure(failure -> {
                if (isRefused(failure)) {
                    context().runOnContext(turn -> refused(node, now));
                }
            });
        }
    }

    /**
     * Its host answers that nobody listens, and a process listens at the same port as long as it lives. ECONNREFUSED alone, which
     * only the text tells: all else that keeps a connection from being made says nothing of the other end.
     */
    private static boolean isRefused(Throwable failure) {
        return failure instanceof ConnectException
                && String.valueOf(failure.getMessage()).contains("refused");
    }

    private void refused(String node, long asked) {
        if (roster.refused(node, asked)) {
            LOG.atInfo().addKeyValue("node", node).log("nobody listens there");
            changed();
        }
    }

    /** Another process asks whether this one is there, and says whom it lists. */
    private void answer(JsonObject question) {
        if (!isActive()) {
            return;
        }
        long now = System.nanoTime();
        question.getJsonArray(PEERS).stream()
                .map(JsonObject.class::cast)
                .map(Peer::of)
                .forEach(peer -> roster.introduce(peer, now));
        hear(Listing.of(question));
        ask();
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (!isKnownToAll(address)) {
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
        if (!isKnownToAll(address)) {
            return listings.at(address);
        }
        Stream<String> there = address.equals(LISTINGS)
                ? others().stream()
                : roster.find(address.substring(ASKED.length())).stream().map(Peer::node);
        return there.map(node -> new RegistrationInfo(node, 0, false)).toList();
    }

    private static boolean isKnownToAll(String address) {
        return address.startsWith(LISTINGS);
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
            context().runOnContext(turn -> look());
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            context().runOnContext(turn -> look());
        }
    }

    private Context context() {
        return Objects.requireNonNull(context, "not started");
    }

    /** Hazelcast's list may have changed. */
    private void look() {
        if (!isActive()) {
            return;
        }
        List<Peer> members = hazelcast().getCluster().getMembers().stream()
                .flatMap(member -> HazelcastConfig.peerOf(member.getAttributes()).stream())
                .toList();
        roster.list(members, System.nanoTime());
        ask();
        changed();
    }

    private void changed() {
        listings.retain(others());
        tell(LISTINGS);
        watchers.forEach(Runnable::run);
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
