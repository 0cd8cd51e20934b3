package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.impl.HazelcastInstanceProxy;
import com.hazelcast.internal.cluster.impl.ClusterServiceImpl;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.cluster.HandOver;
import dev.parley.contracts.cluster.HandedOver;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.impl.EventBusInternal;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two members of a real cluster, in this process. */
class MembersIT {
    private static final NodeId CHAT = new NodeId("chat-1", "a");
    private static final NodeId GATEWAY = new NodeId("gateway-1", "a");
    private static final String ADDRESS = Addresses.host("chat", CHAT);
    private static final HandOver QUESTION = new HandOver("chat", CHAT, GATEWAY, false, List.of());

    private String name;
    private int port;
    private Backbone chat;
    private Backbone gateway;
    private Bus chatBus;
    private Bus gatewayBus;

    @BeforeEach
    void join() throws Exception {
        name = "members-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        port = FreePorts.next();
        chat = member(name, port, port, CHAT, "chat");
        gateway = member(name, FreePorts.next(), port, GATEWAY, "gateway");
        chatBus = bus(chat);
        gatewayBus = bus(gateway);
        get(chatBus.serve(
                ADDRESS, new CommandTable().on(HandOver.class, asks -> Future.succeededFuture(new HandedOver()))));
        get(gatewayBus.ask(QUESTION));
    }

    @AfterEach
    void leave() throws Exception {
        get(gateway.close());
        get(chat.close());
    }

    @Test
    void membersKnowEachOtherAndWhereTheyAreFound() {
        eventually(() -> chat.nodes().size() == 2);

        assertThat(gateway.nodes()).containsExactlyInAnyOrder(CHAT, GATEWAY);
        assertThat(gateway.nodes("chat")).containsExactly(CHAT);
        assertThat(chat.addresses()).containsExactly(ADDRESS);
        assertThat(gateway.addresses()).isEmpty();
    }

    @Test
    void whatIsWithdrawnIsNotFoundAnyMoreButStillServesWhatIsOnItsWay() throws Exception {
        get(chat.withdraw(ADDRESS));

        eventually(() -> get(gatewayBus.ask(QUESTION).transform(result -> Future.succeededFuture(result.failed()))));
        assertThat(chat.addresses()).isEmpty();
        assertThat(listings(gateway).at(ADDRESS)).isEmpty();
        get(chat.renew());
        assertThat(listings(chat).at(ADDRESS)).as("what was withdrawn stays so").isEmpty();
    }

    @Test
    void aProcessThatAnotherHasForgottenIsFoundAgain() throws Exception {
        listings(gateway).retain(Set.of());
        assertThat(listings(gateway).at(ADDRESS)).isEmpty();

        eventually(() -> !listings(gateway).at(ADDRESS).isEmpty());

        get(gatewayBus.ask(QUESTION));
    }

    @Test
    void aProcessWhoseListingAnotherHasEmptiedIsFoundAgain() throws Exception {
        eventually(() -> {
            long version = listings(chat).listing(false).version();
            listings(gateway).take(new Listing(CHAT.value(), version, false, Map.of()));
            return listings(gateway).at(ADDRESS).isEmpty();
        });

        eventually(() -> !listings(gateway).at(ADDRESS).isEmpty());

        get(gatewayBus.ask(QUESTION));
    }

    @Test
    void whoIsNotHeardWhereItSaysItIsIsNotReadyUntilItIs() throws Exception {
        CanaryOptions quick = new CanaryOptions(Duration.ofMillis(20), Duration.ofSeconds(1), 2);
        get(new CanaryRounds(gateway, gatewayBus, quick).start());
        CanaryRounds rounds = new CanaryRounds(chat, chatBus, quick);
        get(rounds.start());
        String lost = "chat.lost";
        RegistrationInfo nobody = new RegistrationInfo(CHAT.value(), 0, false);

        listings(chat).add(lost, nobody);
        eventually(() -> {
            Future<Void> check = rounds.check();
            return check.failed() && check.cause().toString().contains(lost);
        });

        listings(chat).remove(lost, nobody);
        eventually(() -> rounds.check().succeeded());
    }

    @Test
    void nothingOfTheBusLiesInHazelcast() {
        assertThat(Hazelcast.getAllHazelcastInstances())
                .allSatisfy(member -> assertThat(member.getDistributedObjects()).isEmpty());
    }

    @Test
    void noJavaObjectIsSentAndNoneIsTaken() throws Exception {
        EventBus sender = gateway.vertx().eventBus();
        assertThatIllegalArgumentException().isThrownBy(() -> sender.send("raw", new BitSet()));
        List<Object> taken = new CopyOnWriteArrayList<>();
        get(chat.vertx()
                .eventBus()
                .consumer("raw", message -> taken.add(bodyOf(message)))
                .completion());

        sender.serializableChecker(any -> true);
        eventually(() -> {
            sender.send("raw", new BitSet());
            sender.send("raw", "text");
            return taken.contains("text");
        });

        assertThat(taken).doesNotHaveAnyElementsOfTypes(BitSet.class).contains("refused");
    }

    private static Object bodyOf(Message<Object> message) {
        try {
            return message.body();
        } catch (RuntimeException refused) {
            return "refused";
        }
    }

    @Test
    void aMemberThatDiesIsForgottenWithAllItsAddresses() throws Exception {
        get(gatewayBus.serve(
                Addresses.gateway(GATEWAY),
                new CommandTable().on(HandOver.class, asks -> Future.succeededFuture(new HandedOver()))));
        eventually(() -> !listings(chat).at(Addresses.gateway(GATEWAY)).isEmpty());

        hazelcast(GATEWAY).getLifecycleService().terminate();

        eventually(() -> chat.nodes().equals(Set.of(CHAT)));
        eventually(() -> listings(chat).at(Addresses.gateway(GATEWAY)).isEmpty());
        assertThat(gateway.check().failed()).as("the dead one knows").isTrue();
        get(chat.check());
    }

    @Test
    void whomHazelcastDropsStaysAsLongAsItAnswers() throws Exception {
        List<Set<NodeId>> seen = new CopyOnWriteArrayList<>();
        gateway.onChange(() -> seen.add(gateway.nodes("chat")));
        chat.onChange(() -> seen.add(chat.nodes("chat")));
        eventually(() -> chat.nodes().size() == 2);

        suspect(CHAT, GATEWAY);

        eventually(() -> chat.unlisted() == 1 && gateway.unlisted() == 1);
        get(gatewayBus.ask(QUESTION));
        assertThat(gateway.nodes()).containsExactlyInAnyOrder(CHAT, GATEWAY);
        assertThat(gateway.nodes("chat")).containsExactly(CHAT);
        eventually(
                () -> { // until they have merged
                    get(gatewayBus.ask(QUESTION));
                    return chat.unlisted() == 0
                            && gateway.unlisted() == 0
                            && chat.nodes().size() == 2;
                });
        assertThat(seen).isNotEmpty().allSatisfy(nodes -> assertThat(nodes).containsExactly(CHAT));
    }

    @Test
    void whoStartsMeanwhileIsIntroducedByThoseThatListIt() throws Exception {
        List<NodeId> introduced = new CopyOnWriteArrayList<>();
        gateway.onChange(() -> {
            if (gateway.unlisted() > 0) {
                introduced.addAll(gateway.nodes("chat"));
            }
        });
        eventually(() -> chat.nodes().size() == 2);
        for (int attempt = 0; attempt < 10 && introduced.stream().allMatch(CHAT::equals); attempt++) {
            suspect(CHAT, GATEWAY); // and merged after a few seconds, before the other has started or after it
            NodeId started = new NodeId("chat-2", Integer.toString(attempt));
            Backbone second = member(name, FreePorts.next(), port, started, "chat");
            eventually(() -> gateway.nodes("chat").contains(started));
            eventually(() -> gateway.unlisted() == 0 && chat.nodes().size() == 3);
            get(second.close());
            eventually(() -> gateway.nodes().size() == 2 && chat.nodes().size() == 2);
        }

        assertThat(introduced).anyMatch(node -> node.name().equals("chat-2"));
    }

    @Test
    void twoThatSuspectEachOtherForGoodAreThereForEachOtherWhenTheOldestLeaves() throws Exception {
        NodeId self = new NodeId("presence-1", "a");
        Backbone presence = member(name, FreePorts.next(), port, self, "presence");
        Bus presenceBus = bus(presence);
        get(presenceBus.serve(
                Addresses.host("presence", self),
                new CommandTable().on(HandOver.class, asks -> Future.succeededFuture(new HandedOver()))));
        HandOver question = new HandOver("presence", self, GATEWAY, false, List.of());
        eventually(() -> gateway.nodes().size() == 3 && presence.nodes().size() == 3);
        get(gatewayBus.ask(question));
        List<Set<NodeId>> seen = new CopyOnWriteArrayList<>();
        gateway.onChange(() -> seen.add(gateway.nodes("presence")));

        suspect(
                GATEWAY,
                self); // as after a partition of more than ten seconds: neither sends heart-beats to the other now
        suspect(self, GATEWAY);
        get(chat.close());

        eventually(() -> gateway.nodes().equals(Set.of(GATEWAY, self))
                && presence.nodes().equals(Set.of(GATEWAY, self)));
        get(gatewayBus.ask(question));
        eventually(
                () -> { // until they have merged, and each listing is Hazelcast's again
                    get(gatewayBus.ask(question));
                    return gateway.unlisted() == 0 && presence.unlisted() == 0;
                });
        assertThat(seen).isNotEmpty().allSatisfy(nodes -> assertThat(nodes).containsExactly(self));
        get(presence.close());
    }

    /** As of a process that was killed, where Hazelcast has not noticed. */
    @Test
    void whoDoesNotListenAnyMoreIsNotThereAlthoughItIsListed() throws Exception {
        eventually(() -> chat.nodes().size() == 2);
        Promise<Void> closed = Promise.promise();
        ((EventBusInternal) chat.vertx().eventBus()).close(closed);
        get(closed.future());

        eventually(() -> {
            gateway.vertx().eventBus().send(ADDRESS, "is anybody there?");
            return gateway.nodes().equals(Set.of(GATEWAY));
        });

        assertThat(gateway.listed()).isEqualTo(2);
        assertThat(gateway.unlisted()).isZero();
    }

    /** Who claims to be the oldest asks all others for their lists, and puts out who does not answer: not who is a little later. */
    @Test
    void whoNoticesTheOldestsEndLaterThanAnotherIsNotPutOut() throws Exception {
        NodeId self = new NodeId("presence-1", "a");
        Backbone presence = member(name, FreePorts.next(), port, self, "presence");
        eventually(() -> gateway.nodes().size() == 3 && presence.nodes().size() == 3);
        List<String> putOut = new CopyOnWriteArrayList<>();
        hazelcast(GATEWAY).getCluster().addMembershipListener(new PutOut(putOut));

        suspect(GATEWAY, CHAT);
        get(gateway.vertx().timer(1, TimeUnit.SECONDS)); // claims; presence has to tell that it sees the oldest still
        suspect(self, CHAT);

        eventually(() -> !putOut.isEmpty());
        assertThat(putOut).containsExactly(CHAT.value());
        eventually(() -> gateway.unlisted() == 0
                && gateway.nodes().size() == 3
                && chat.nodes().size() == 3);
        get(presence.close());
    }

    private record PutOut(List<String> nodes) implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {}

        @Override
        public void memberRemoved(MembershipEvent event) {
            nodes.add(event.getMember().getAttribute(HazelcastConfig.NODE));
        }
    }

    /** One member suspects another: the oldest puts it out then, as it does without a heart-beat. */
    private static void suspect(NodeId who, NodeId whom) {
        ClusterServiceImpl service =
                ((HazelcastInstanceProxy) hazelcast(who)).getOriginal().node.getClusterService();
        service.getMembers().stream()
                .filter(member -> whom.value().equals(member.getAttribute(HazelcastConfig.NODE)))
                .forEach(member -> service.suspectMember((MemberImpl) member, "for this test", true));
    }

    private static Backbone member(String cluster, int port, int first, NodeId self, String service) throws Exception {
        ClusterOptions options = new ClusterOptions(
                cluster,
                "127.0.0.1",
                port,
                FreePorts.next(),
                Optional.empty(),
                List.of("127.0.0.1:" + first),
                Duration.ofMinutes(1),
                Optional.empty());
        return get(HazelcastBackbone.join(new VertxOptions(), options, self, service, Map.of()));
    }

    private static Bus bus(Backbone backbone) {
        return new Bus(backbone.vertx(), new Addresses(1, 1), Duration.ofSeconds(5));
    }

    private static Listings listings(Backbone of) {
        return ((HazelcastBackbone) of).members().listings();
    }

    private static HazelcastInstance hazelcast(NodeId node) {
        return Hazelcast.getAllHazelcastInstances().stream()
                .filter(instance -> instance.getName().endsWith(node.value()))
                .findFirst()
                .orElseThrow();
    }

    /** Something that is asked until it holds. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void eventually(Condition condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        BooleanSupplier holds = () -> {
            try {
                return condition.holds();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so after a minute").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
