package dev.parley.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import dev.parley.contracts.model.NodeId;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A member as Parley configures it, and what others may try at its port. */
class HazelcastDoorsIT {
    private static final int PORT = FreePorts.next();
    private static final String NAME = "doors-" + PORT;
    private static final Config CONFIG = HazelcastConfig.of(
            new ClusterOptions(
                    NAME,
                    "127.0.0.1",
                    PORT,
                    FreePorts.next(),
                    Optional.empty(),
                    List.of("127.0.0.1:" + PORT),
                    Duration.ofSeconds(60),
                    Optional.empty()),
            new NodeId("doors", "1"),
            "chat",
            Map.of());

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

    @Test
    void anObjectOfAClassOffTheListIsNotBroughtToLife() {
        InternalSerializationService reader = new DefaultSerializationServiceBuilder()
                .setConfig(CONFIG.getSerializationConfig())
                .build();
        Data gadget = reader.toData(new Gadget());
        Data bits = reader.toData(new BitSet(8));

        assertThatThrownBy(() -> reader.toObject(gadget))
                .isInstanceOfAny(SecurityException.class, HazelcastSerializationException.class)
                .hasMessageContaining(Gadget.class.getName());
        assertThat(reader.<BitSet>toObject(bits)).isEqualTo(new BitSet(8));
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
