package dev.parley.platform.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.LocalBackbone;
import dev.parley.platform.config.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ServiceProcessTest {
    private final List<String> stopped = new CopyOnWriteArrayList<>();
    private final Promise<Void> never = Promise.promise();

    /** What a process is of: notes when it is asked to stop. */
    private final class Part implements Service {
        private final String name;
        private final Duration within;
        private final Supplier<Future<Void>> stop;

        Part(String name, Duration within, Supplier<Future<Void>> stop) {
            this.name = name;
            this.within = within;
            this.stop = stop;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Duration stopWithin(Settings settings) {
            return within;
        }

        @Override
        public Future<Running> start(ServiceRuntime runtime) {
            return Future.succeededFuture(() -> {
                stopped.add(name + (runtime.health().isDraining() ? "" : ", and still ready"));
                return stop.get();
            });
        }
    }

    private static Settings settings() {
        return Settings.load(Map.of("PARLEY_MANAGEMENT_HOST", "127.0.0.1", "PARLEY_MANAGEMENT_PORT", "0"));
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void servicesStopInReverseAndOneThatHangsOrFailsHoldsNobodyUp() throws Exception {
        Duration minute = Duration.ofMinutes(1);
        List<Service> parts = List.of(
                new Part("first", minute, Future::succeededFuture),
                new Part("fails", minute, () -> Future.failedFuture("cannot")),
                new Part("hangs", Duration.ofMillis(50), never::future),
                new Part("last", minute, Future::succeededFuture));
        ServiceProcess process =
                done(ServiceProcess.start(new LocalBackbone(Vertx.vertx(), new NodeId("a", "1")), settings(), parts));

        done(process.stop());

        assertThat(stopped).containsExactly("last", "hangs", "fails", "first");
    }

    @Test
    void aProcessMayTakeWhatItsServicesTakeAndTheTimeToLeaveTheCluster() {
        Duration alone = ServiceProcess.stopWithin(settings(), List.of());

        Duration both = ServiceProcess.stopWithin(
                settings(),
                List.of(
                        new Part("a", Duration.ofSeconds(7), Future::succeededFuture),
                        new Part("b", Duration.ofSeconds(11), Future::succeededFuture)));

        assertThat(alone).as("Hazelcast's own 20 s, and more").isGreaterThan(Duration.ofSeconds(20));
        assertThat(both.minus(alone)).isEqualTo(Duration.ofSeconds(18));
    }
}
