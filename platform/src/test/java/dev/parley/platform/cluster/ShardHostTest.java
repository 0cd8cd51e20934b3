package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.bus.CommandTable;
import dev.parley.contracts.cluster.HandOver;
import dev.parley.contracts.cluster.HandedOver;
import dev.parley.contracts.error.Refusal;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ShardHostTest {
    private static final int SHARDS = 64;
    private static final NodeId A = new NodeId("chat-a", "1");
    private static final NodeId B = new NodeId("chat-b", "1");
    private static final NodeId C = new NodeId("chat-c", "1");

    @Nested
    class Owners {
        @Test
        void everyNodeHasItsShare() {
            Map<NodeId, Long> shares = owners(Set.of(A, B, C)).values().stream()
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

            assertThat(shares).containsOnlyKeys(A, B, C);
            assertThat(shares.values()).allMatch(share -> share > SHARDS / 6 && share < SHARDS / 2 + 6);
        }

        @Test
        void aNodeThatLeavesMovesOnlyItsOwnShards() {
            Map<Integer, NodeId> before = owners(Set.of(A, B, C));
            Map<Integer, NodeId> after = owners(Set.of(A, B));

            assertThat(moved(before, after)).isEqualTo(ownedBy(C, before));
        }

        @Test
        void aNodeThatComesTakesOnlyWhatBecomesItsOwn() {
            Map<Integer, NodeId> before = owners(Set.of(A, B));
            Map<Integer, NodeId> after = owners(Set.of(A, B, C));

            assertThat(moved(before, after)).isEqualTo(ownedBy(C, after)).isNotEmpty();
        }

        @Test
        void withoutNodesThereIsNoOwner() {
            assertThat(Rendezvous.owner("0", Set.of())).isNull();
        }

        private Map<Integer, NodeId> owners(Set<NodeId> nodes) {
            return IntStream.range(0, SHARDS)
                    .boxed()
                    .collect(Collectors.toMap(
                            Function.identity(),
                            shard -> Objects.requireNonNull(Rendezvous.owner(Integer.toString(shard), nodes))));
        }

        private Set<Integer> moved(Map<Integer, NodeId> before, Map<Integer, NodeId> after) {
            return before.keySet().stream()
                    .filter(shard -> !Objects.equals(before.get(shard), after.get(shard)))
                    .collect(Collectors.toSet());
        }

        private Set<Integer> ownedBy(NodeId node, Map<Integer, NodeId> owners) {
            return owners.keySet().stream()
                    .filter(shard -> node.equals(owners.get(shard)))
                    .collect(Collectors.toSet());
        }
    }

    @Nested
    class TakesAndReleases {
        private final Set<Integer> served = new ConcurrentSkipListSet<>();
        private final AtomicInteger failures = new AtomicInteger();
        private final List<HandOver> asked = new CopyOnWriteArrayList<>();
        private final List<String> steps = new CopyOnWriteArrayList<>();
        private final Queue<Future<HandedOver>> answers = new ConcurrentLinkedQueue<>();
        private volatile boolean othersServe = true;
        private Vertx vertx;
        private Context home;
        private Bus bus;
        private MovingBackbone backbone;
        private ShardHost host;

        @BeforeEach
        void open() throws Exception {
            vertx = Vertx.vertx();
            home = vertx.getOrCreateContext();
            bus = new Bus(vertx, new Addresses(SHARDS, 1), Duration.ofSeconds(5));
            backbone = new MovingBackbone(vertx, A);
            host = host(Duration.ofSeconds(20));
            for (NodeId other : List.of(B, C)) {
                get(bus.serve(
                        Addresses.host("chat", other), new CommandTable().on(HandOver.class, this::answerOfAnother)));
            }
        }

        @AfterEach
        void close() throws Exception {
            get(vertx.close());
        }

        @Test
        void anOnlyNodeTakesAll() throws Exception {
            onHome(host::start);

            assertThat(served).hasSize(SHARDS);
            assertThat(onHome(() -> Future.succeededFuture(host.owned()))).isEqualTo(SHARDS);
        }

        @Test
        void itServesItsShareAsOthersComeAndGo() throws Exception {
            onHome(host::start);

            backbone.move(Set.of(A, B, C));
            eventually(() -> served.equals(shareOfA(Set.of(A, B, C))));

            backbone.move(Set.of(A, C));
            eventually(() -> served.equals(shareOfA(Set.of(A, C))));
        }

        @Test
        void whatBecomesAnothersIsServedUntilThatOneServesIt() throws Exception {
            othersServe = false;
            onHome(host::start);

            backbone.move(Set.of(A, B));
            eventually(() -> asked.size() > 1);
            assertThat(served).as("served while nobody else does").hasSize(SHARDS);

            othersServe = true;
            eventually(() -> served.equals(shareOfA(Set.of(A, B))));
            Set<Integer> given = Set.copyOf(asked.get(0).shards());
            assertThat(given).doesNotContainAnyElementsOf(shareOfA(Set.of(A, B)));
            assertThat(asked).allMatch(ask -> ask.from().equals(A) && !ask.leaving());
        }

        @Test
        void othersAreToldWhereAShardIsBeforeItEnds() throws Exception {
            onHome(host::start);

            backbone.move(Set.of(A, B));
            eventually(() -> served.equals(shareOfA(Set.of(A, B))));

            int moved = asked.get(0).shards().get(0);
            assertThat(steps)
                    .filteredOn(step -> step.endsWith(" " + moved))
                    .containsExactly("withdraw " + moved, "release " + moved);
        }

        @Test
        void aNodeThatDiesBeforeItServesNeverHasTheShards() throws Exception {
            othersServe = false;
            onHome(host::start);
            backbone.move(Set.of(A, B));
            eventually(() -> !asked.isEmpty());

            backbone.move(Set.of(A));
            othersServe = true;
            onHome(Future::succeededFuture);

            assertThat(served).hasSize(SHARDS);
            assertThat(steps).isEmpty();
        }

        @Test
        void anotherIncarnationOfTheSameNameIsAnotherNode() throws Exception {
            NodeId again = new NodeId(A.name(), "2");
            get(bus.serve(Addresses.host("chat", again), new CommandTable().on(HandOver.class, this::answerOfAnother)));
            onHome(host::start);

            backbone.move(Set.of(again));

            eventually(served::isEmpty);
        }

        @Test
        void whenItStopsItHandsAllOverAndTakesNothingMore() throws Exception {
            backbone.move(Set.of(A, B));
            onHome(host::start);
            Set<Integer> share = shareOfA(Set.of(A, B));

            onHome(host::stop);
            backbone.move(Set.of(A));
            onHome(Future::succeededFuture);

            assertThat(served).isEmpty();
            assertThat(asked).isNotEmpty().allMatch(HandOver::leaving);
            assertThat(asked.get(0).shards()).containsExactlyInAnyOrderElementsOf(share);
        }

        @Test
        void whatItServesWhenItStopsIsHandedOverTooWhereAMoveIsUnderWay() throws Exception {
            Promise<HandedOver> first = Promise.promise();
            answers.add(first.future());
            onHome(host::start);
            backbone.move(Set.of(A, B));
            eventually(() -> asked.size() == 1);

            Promise<Void> stopped = Promise.promise();
            onHome(() -> {
                host.stop().onComplete(stopped);
                return Future.succeededFuture();
            });
            first.complete(new HandedOver());
            get(stopped.future());

            assertThat(asked.get(0).leaving()).isFalse();
            List<HandOver> rest = asked.stream().filter(HandOver::leaving).toList();
            assertThat(rest).isNotEmpty();
            assertThat(rest.get(0).shards()).containsAll(shareOfA(Set.of(A, B)));
        }

        @Test
        void whoeverCannotHandOverReleasesAllTheSameAfterAWhile() throws Exception {
            othersServe = false;
            host = host(Duration.ofMillis(50));
            backbone.move(Set.of(A, B));
            onHome(host::start);

            onHome(host::stop);

            assertThat(served).isEmpty();
        }

        @Test
        void anOnlyNodeStopsWithoutAskingAnybody() throws Exception {
            onHome(host::start);

            onHome(host::stop);

            assertThat(served).isEmpty();
            assertThat(asked).isEmpty();
        }

        @Test
        void theSharesOfWhoLeavesAreTakenBeforeItHasLeft() throws Exception {
            backbone.move(Set.of(A, B));
            onHome(host::start);
            List<Integer> ofB = IntStream.range(0, SHARDS)
                    .filter(shard -> !shareOfA(Set.of(A, B)).contains(shard))
                    .boxed()
                    .toList();

            get(bus.ask(new HandOver("chat", A, B, true, ofB)));

            assertThat(served).hasSize(SHARDS);
        }

        @Test
        void whatItDoesNotServeItDoesNotSayItServes() throws Exception {
            backbone.move(Set.of(A, B));
            onHome(host::start);
            int ofB = IntStream.range(0, SHARDS)
                    .filter(shard -> !served.contains(shard))
                    .findFirst()
                    .orElseThrow();

            Future<HandedOver> answer = bus.ask(new HandOver("chat", A, B, false, List.of(ofB)));

            boolean refused = get(answer.transform(result -> Future.succeededFuture(result.failed())));
            assertThat(refused).isTrue();
            assertThat(served).doesNotContain(ofB);
        }

        @Test
        void aShardThatCouldNotBeTakenIsTriedAgain() throws Exception {
            failures.set(1);

            home.runOnContext(ignored -> host.start());

            eventually(() -> served.size() == SHARDS);
        }

        private ShardHost host(Duration handOver) {
            ShardHost.Options options = new ShardHost.Options(handOver, Duration.ofMillis(1), Duration.ofMillis(20));
            return new ShardHost(backbone, bus, "chat", SHARDS, options, this::take);
        }

        private Future<HandedOver> answerOfAnother(HandOver ask) {
            asked.add(ask);
            Future<HandedOver> given = answers.poll();
            if (given != null) {
                return given;
            }
            return othersServe
                    ? Future.succeededFuture(new HandedOver())
                    : Future.failedFuture(Refusal.unavailable("starting"));
        }

        private Future<ShardHost.Running> take(int shard) {
            if (failures.getAndDecrement() > 0) {
                return Future.failedFuture("the cluster is busy");
            }
            assertThat(served.add(shard)).as("taken twice: " + shard).isTrue();
            return Future.succeededFuture(new ShardHost.Running() {
                @Override
                public Future<Void> withdraw() {
                    steps.add("withdraw " + shard);
                    return Future.succeededFuture();
                }

                @Override
                public Future<Void> release() {
                    steps.add("release " + shard);
                    assertThat(served.remove(shard))
                            .as("released twice: " + shard)
                            .isTrue();
                    return Future.succeededFuture();
                }
            });
        }

        private Set<Integer> shareOfA(Set<NodeId> nodes) {
            return IntStream.range(0, SHARDS)
                    .filter(shard -> A.equals(Rendezvous.owner(Integer.toString(shard), nodes)))
                    .boxed()
                    .collect(Collectors.toCollection(HashSet::new));
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

        private <T> T onHome(Supplier<Future<T>> work) throws Exception {
            Promise<T> done = Promise.promise();
            home.runOnContext(ignored -> work.get().onComplete(done));
            return get(done.future());
        }

        private static <T> T get(Future<T> future) throws Exception {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }
}
