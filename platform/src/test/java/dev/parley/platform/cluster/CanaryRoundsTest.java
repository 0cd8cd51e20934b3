package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.cluster.CallBack;
import dev.parley.contracts.cluster.CalledBack;
import dev.parley.contracts.cluster.Canary;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CanaryRoundsTest {
    private static final NodeId SELF = new NodeId("chat-1", "a");
    private static final NodeId PEER = new NodeId("gateway-1", "a");
    private static final String FIRST = "chat.shard.0";
    private static final String SECOND = "chat.shard.1";

    private final List<CallBack> asked = new CopyOnWriteArrayList<>();
    private final Set<String> unheard = new ConcurrentSkipListSet<>();
    private volatile boolean peerAnswers = true;
    private Vertx vertx;
    private Bus bus;
    private ListingBackbone backbone;
    private CanaryRounds rounds;

    /** A backbone with one peer, which finds this process where its list says so. */
    private static final class ListingBackbone implements Backbone {
        private final Vertx vertx;
        private final AtomicInteger renewed = new AtomicInteger();
        private volatile Set<NodeId> nodes = Set.of(SELF, PEER);

        ListingBackbone(Vertx vertx) {
            this.vertx = vertx;
        }

        @Override
        public Vertx vertx() {
            return vertx;
        }

        @Override
        public NodeId self() {
            return SELF;
        }

        @Override
        public Set<NodeId> nodes(String service) {
            return Set.of(SELF);
        }

        @Override
        public Set<NodeId> nodes() {
            return nodes;
        }

        @Override
        public Set<String> addresses() {
            return Set.of(FIRST, SECOND);
        }

        @Override
        public Future<Void> renew() {
            renewed.incrementAndGet();
            return Future.succeededFuture();
        }

        @Override
        public void onChange(Runnable listener) {
            // who is there changes by hand
        }

        @Override
        public Future<Void> close() {
            return vertx.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        bus = new Bus(vertx, new Addresses(2, 1), Duration.ofSeconds(1));
        backbone = new ListingBackbone(vertx);
        rounds = new CanaryRounds(backbone, bus, new CanaryOptions(Duration.ofMillis(10), Duration.ofMillis(2_000), 3));
        get(bus.serve(FIRST, new CommandTable()));
        get(bus.serve(SECOND, new CommandTable()));
        get(bus.serve(Addresses.node(PEER), new CommandTable().on(CallBack.class, this::answer)));
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    @Test
    void whoHearsItsCanariesIsReadyAndChangesNothing() throws Exception {
        get(rounds.start());

        eventually(() -> asked.size() > 3);

        get(rounds.check());
        assertThat(asked).allSatisfy(ask -> assertThat(ask.addresses()).containsExactlyInAnyOrder(FIRST, SECOND));
        assertThat(backbone.renewed).hasValue(0);
    }

    @Test
    void whereNoCanaryIsHeardTheOthersAreToldAnewAndInTheEndTheProcessIsNotReady() throws Exception {
        rounds = new CanaryRounds(backbone, bus, new CanaryOptions(Duration.ofMillis(10), Duration.ofMillis(40), 3));
        unheard.add(SECOND);
        get(rounds.start());

        eventually(() -> rounds.check().failed());

        assertThat(backbone.renewed).hasValueGreaterThanOrEqualTo(2);
    }

    @Test
    void whoIsFoundAgainIsReadyAgain() throws Exception {
        rounds = new CanaryRounds(backbone, bus, new CanaryOptions(Duration.ofMillis(10), Duration.ofMillis(40), 1));
        unheard.add(SECOND);
        get(rounds.start());
        eventually(() -> rounds.check().failed());

        unheard.clear();

        eventually(() -> rounds.check().succeeded());
    }

    @Test
    void aPeerThatDoesNotAnswerSaysNothingOfThisProcess() throws Exception {
        peerAnswers = false;
        get(rounds.start());

        eventually(() -> asked.size() > 4);

        get(rounds.check());
        assertThat(backbone.renewed).hasValue(0);
    }

    @Test
    void withoutPeersNobodyMissesAnything() throws Exception {
        backbone.nodes = Set.of(SELF);
        get(rounds.start());
        Promise<Void> awhile = Promise.promise();
        vertx.setTimer(100, fired -> awhile.complete());
        get(awhile.future());

        get(rounds.check());
        assertThat(asked).isEmpty();
    }

    @Test
    void othersAreCalledBackAtTheAddressesTheyName() throws Exception {
        get(rounds.start());
        Promise<Canary> heard = Promise.promise();
        bus.onCanary((address, canary) -> {
            if (canary.of().equals(PEER) && address.equals(FIRST)) {
                heard.tryComplete(canary);
            }
        });

        get(bus.ask(new CallBack(SELF, PEER, 42, List.of(FIRST))));

        assertThat(get(heard.future()).round()).isEqualTo(42);
    }

    private Future<CalledBack> answer(CallBack ask) {
        asked.add(ask);
        if (!peerAnswers) {
            return Future.failedFuture(Refusal.unavailable("stopping"));
        }
        ask.addresses().stream()
                .filter(address -> !unheard.contains(address))
                .forEach(address -> bus.tellAll(address, new Canary(ask.from(), ask.round())));
        return Future.succeededFuture(new CalledBack());
    }

    private void eventually(BooleanSupplier condition) throws Exception {
        Promise<Void> met = Promise.promise();
        long timer = vertx.setPeriodic(5, fired -> {
            if (condition.getAsBoolean()) {
                met.tryComplete();
            }
        });
        get(met.future());
        vertx.cancelTimer(timer);
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
