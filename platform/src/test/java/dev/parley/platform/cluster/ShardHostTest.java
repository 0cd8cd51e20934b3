package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.NodeId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
        private Vertx vertx;
        private Context home;
        private MovingBackbone backbone;
        private ShardHost host;

        @BeforeEach
        void open() {
            vertx = Vertx.vertx();
            home = vertx.getOrCreateContext();
            backbone = new MovingBackbone(vertx, A);
            host = new ShardHost(backbone, "chat", SHARDS, this::take);
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
            settled();
            assertThat(served).isEqualTo(shareOfA(Set.of(A, B, C)));

            backbone.move(Set.of(A, C));
            settled();
            assertThat(served).isEqualTo(shareOfA(Set.of(A, C)));
        }

        @Test
        void anotherIncarnationOfTheSameNameIsAnotherNode() throws Exception {
            onHome(host::start);

            backbone.move(Set.of(new NodeId(A.name(), "2")));
            settled();

            assertThat(served).isEmpty();
        }

        @Test
        void whenItStopsItReleasesAllAndTakesNothingMore() throws Exception {
            onHome(host::start);

            onHome(host::stop);
            backbone.move(Set.of(A));
            settled();

            assertThat(served).isEmpty();
        }

        @Test
        void aShardThatCouldNotBeTakenIsTriedAgain() throws Exception {
            failures.set(1);
            Promise<Void> all = Promise.promise();
            vertx.setPeriodic(20, fired -> {
                if (served.size() == SHARDS) {
                    all.tryComplete();
                }
            });

            home.runOnContext(ignored -> host.start());

            get(all.future());
        }

        private Future<ShardHost.Running> take(int shard) {
            if (failures.getAndDecrement() > 0) {
                return Future.failedFuture("the cluster is busy");
            }
            assertThat(served.add(shard)).as("taken twice: " + shard).isTrue();
            return Future.succeededFuture(() -> {
                assertThat(served.remove(shard)).as("released twice: " + shard).isTrue();
                return Future.succeededFuture();
            });
        }

        private Set<Integer> shareOfA(Set<NodeId> nodes) {
            return IntStream.range(0, SHARDS)
                    .filter(shard -> A.equals(Rendezvous.owner(Integer.toString(shard), nodes)))
                    .boxed()
                    .collect(Collectors.toCollection(HashSet::new));
        }

        /** Moves happen on the home context, at once: what is run after them there sees them done. */
        private void settled() throws Exception {
            onHome(Future::succeededFuture);
        }

        private <T> T onHome(Supplier<Future<T>> work) throws Exception {
            Promise<T> done = Promise.promise();
            home.runOnContext(ignored -> work.get().onComplete(done));
            return get(done.future());
        }

        private static <T> T get(Future<T> future) throws Exception {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
    }
}
