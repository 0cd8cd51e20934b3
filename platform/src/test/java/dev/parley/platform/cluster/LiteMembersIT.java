package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.hazelcast.partition.NoDataMemberInClusterException;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A process that holds no data and finds nobody who does. */
class LiteMembersIT {
    private static final NodeId CHAT = new NodeId("chat-1", "a");
    private static final NodeId GATEWAY = new NodeId("gateway-1", "a");

    private final Logger log = (Logger) LoggerFactory.getLogger(HazelcastBackbone.class);
    private final CountDownLatch turnedAway = new CountDownLatch(1);
    private final AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().contains("no data member is up yet")) {
                turnedAway.countDown();
            }
        }
    };

    private final int chatPort = FreePorts.next();

    @BeforeEach
    void listen() {
        ear.start();
        log.addAppender(ear);
    }

    @AfterEach
    void forget() {
        log.detachAppender(ear);
    }

    @Test
    void itWaitsUntilOneIsThere() throws Exception {
        Future<Backbone> joining = join(GATEWAY, "gateway", FreePorts.next(), Duration.ofMinutes(10));
        assertThat(turnedAway.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(joining.isComplete()).isFalse();

        Backbone chat = get(join(CHAT, "chat", chatPort, Duration.ofMinutes(1)));
        Backbone gateway = get(joining);

        assertThat(gateway.nodes()).containsExactlyInAnyOrder(CHAT, GATEWAY);
        get(gateway.close());
        get(chat.close());
    }

    @Test
    void itDoesNotWaitForEver() {
        Future<Backbone> joining = join(GATEWAY, "gateway", FreePorts.next(), Duration.ofMillis(1));

        assertThatThrownBy(() -> get(joining)).hasRootCauseInstanceOf(NoDataMemberInClusterException.class);
    }

    private Future<Backbone> join(NodeId self, String service, int port, Duration wait) {
        ClusterOptions options = new ClusterOptions(
                "lite-" + chatPort,
                "127.0.0.1",
                port,
                FreePorts.next(),
                Optional.empty(),
                List.of("127.0.0.1:" + chatPort),
                wait,
                Optional.empty());
        return HazelcastBackbone.join(new VertxOptions(), options, self, service, Map.of());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(2, TimeUnit.MINUTES);
    }
}
