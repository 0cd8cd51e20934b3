package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.cluster.HandOver;
import dev.parley.contracts.cluster.HandedOver;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
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

    private Backbone chat;
    private Backbone gateway;
    private Bus chatBus;
    private Bus gatewayBus;

    @BeforeEach
    void join() throws Exception {
        String name = "members-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        int port = FreePorts.next();
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
