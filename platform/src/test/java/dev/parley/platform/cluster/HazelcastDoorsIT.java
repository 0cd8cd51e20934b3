package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import dev.parley.contracts.model.NodeId;
import io.vertx.core.Future;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.rmi.RemoteException;
import java.rmi.server.UID;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A member as Parley configures it, and what others may try at its port. */
class HazelcastDoorsIT {
    private static final int PORT = FreePorts.next();
    private static final String NAME = "doors-" + PORT;
    private static final Config CONFIG =
            HazelcastConfig.of(options(PORT, FreePorts.next()), new NodeId("doors", "1"), "chat", Map.of());

    private static HazelcastInstance member;

    /** What an attacker would send: of a class that is on the class path and not on the list. */
    private static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1;
    }

    @BeforeAll
    static void start() {
        member = Hazelcast.newHazelcastInstance(CONFIG);
    }

    @AfterAll
    static void stop() {
        member.shutdown();
    }

    @Test
    void aClientOfHazelcastIsNotLetIn() {
        ClientConfig client = new ClientConfig().setClusterName(NAME);
        client.getNetworkConfig().addAddress("127.0.0.1:" + PORT).setConnectionTimeout(5_000);
        client.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(5_000);

        assertThatThrownBy(() -> HazelcastClient.newHazelcastClient(client)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRequestOverHttpIsNotAnswered() throws IOException {
        assertThat(answerTo("GET /hazelcast/rest/cluster HTTP/1.1\r\nHost: x\r\n\r\n"))
                .doesNotContain("HTTP/1.1");
        assertThat(answerTo("GET /hazelcast/health/ready HTTP/1.1\r\nHost: x\r\n\r\n"))
                .doesNotContain("HTTP/1.1");
    }

    @Test
    void whatReportsHomeAndWhatSearchesIsOff() {
        assertThat(CONFIG.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
        assertThat(CONFIG.getAdvancedNetworkConfig()
                        .getJoin()
                        .getMulticastConfig()
                        .isEnabled())
                .isFalse();
        assertThat(CONFIG.getAdvancedNetworkConfig()
                        .getJoin()
                        .getAutoDetectionConfig()
                        .isEnabled())
                .isFalse();
        assertThat(CONFIG.getJetConfig().isEnabled()).isFalse();
    }

    /** Classes of the JDK, too: of what Hazelcast lets in by itself, most is on every class path. */
    @ParameterizedTest
    @MethodSource("gadgets")
    void anObjectOfAClassOffTheListIsNotBroughtToLife(Object sent) {
        InternalSerializationService reader = reader();
        Data gadget = reader.toData(sent);

        assertThatThrownBy(() -> reader.toObject(gadget))
                .isInstanceOfAny(SecurityException.class, HazelcastSerializationException.class)
                .hasMessageContaining("is not allowed");
    }

    static Stream<Object> gadgets() {
        return Stream.of(
                new Gadget(),
                new UID(),
                new BitSet(8),
                InetAddress.getLoopbackAddress(),
                new AtomicReference<>("what a gadget hides in"),
                new IllegalStateException("with a gadget", new RemoteException("of RMI")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatMembersTellEachOtherOfTheirFailuresIs(Exception sent) {
        sent.addSuppressed(new IllegalArgumentException("as well"));
        InternalSerializationService reader = reader();

        Exception read = reader.toObject(reader.toData(sent));

        assertThat(read).hasSameClassAs(sent).hasMessage(sent.getMessage()).hasCauseInstanceOf(TimeoutException.class);
        assertThat(read.getStackTrace()).isEqualTo(sent.getStackTrace());
        assertThat(read.getSuppressed()).hasSize(1);
    }

    static Stream<Exception> failures() {
        Exception cause = new TimeoutException("no answer");
        return Stream.of(
                new HazelcastException("broken", cause),
                new RetryableHazelcastException("not now", cause),
                new IllegalStateException("not here", cause),
                new ExecutionException("broken", cause),
                new IOException("cut", cause));
    }

    private static InternalSerializationService reader() {
        return new DefaultSerializationServiceBuilder()
                .setConfig(CONFIG.getSerializationConfig())
                .build();
    }

    /** Who listened at all addresses could not have begun: at another one somebody listens already. */
    @Test
    void bothPortsAreBoundToOneAddress() throws Exception {
        int port = FreePorts.next();
        int busPort = FreePorts.next();
        InetAddress another = InetAddress.getByName("127.0.0.2");
        try (ServerSocket first = new ServerSocket(port, 1, another);
                ServerSocket second = new ServerSocket(busPort, 1, another)) {
            Backbone alone = get(HazelcastBackbone.join(
                    new VertxOptions(), options(port, busPort), new NodeId("alone", "1"), "chat", Map.of()));
            try {
                for (ServerSocket other : List.of(first, second)) {
                    new Socket(InetAddress.getLoopbackAddress(), other.getLocalPort()).close();
                }
            } finally {
                get(alone.close());
            }
        }
    }

    private static ClusterOptions options(int port, int busPort) {
        return new ClusterOptions(
                "doors-" + port,
                "127.0.0.1",
                port,
                busPort,
                Optional.empty(),
                List.of("127.0.0.1:" + port),
                Duration.ofSeconds(60),
                Optional.empty());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** All that comes until the member ends the connection, which it has to. */
    private static String answerTo(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(1_000), StandardCharsets.US_ASCII);
        } catch (SocketException reset) {
            return "";
        }
    }
}
