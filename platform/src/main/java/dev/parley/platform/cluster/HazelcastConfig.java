package dev.parley.platform.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SerializationConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TcpIpConfig;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Roster.Peer;
import io.vertx.core.spi.cluster.NodeInfo;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Hazelcast configuration, written down once (docs/adr/0008-hazelcast-settings.md says why each value). */
final class HazelcastConfig {
    static final String SERVICE = "parley.service";
    static final String NODE = "parley.node";
    static final String BUS = "parley.bus";

    private static final Logger LOG = LoggerFactory.getLogger(HazelcastConfig.class);

    private static final Set<String> DATA_SERVICES = Set.of("chat", "presence");

    private HazelcastConfig() {}

    static Config of(ClusterOptions options, NodeId self, String service, Map<String, String> attributes) {
        Config config = new Config(options.name() + "-" + self.value());
        config.setClusterName(options.name());
        config.setLiteMember(!DATA_SERVICES.contains(service));
        attributes.forEach(config.getMemberAttributeConfig()::setAttribute);
        config.getMemberAttributeConfig()
                .setAttribute(SERVICE, service)
                .setAttribute(NODE, self.value())
                .setAttribute(BUS, options.host() + ":" + options.busPort());
        network(config.getAdvancedNetworkConfig(), options);
        closeOtherDoors(config);
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        timings(config);
        return config;
    }

    /** One door, for members: an advanced network has those that are named, and the plain one also lets clients in. */
    private static void network(AdvancedNetworkConfig network, ClusterOptions options) {
        ServerSocketEndpointConfig members = new ServerSocketEndpointConfig()
                .setPort(options.port())
                .setPortAutoIncrement(false)
                .setPublicAddress(options.host() + ":" + options.port());
        members.getInterfaces().setEnabled(true).addInterface(options.host());
        network.setEnabled(true).setMemberEndpointConfig(members);
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        if (options.dns().isPresent()) {
            join.getKubernetesConfig()
                    .setEnabled(true)
                    .setProperty("service-dns", options.dns().get())
                    .setProperty("service-port", Integer.toString(options.port()));
        } else {
            join.setTcpIpConfig(new TcpIpConfig().setEnabled(true).setMembers(options.members()));
        }
    }

    private static void closeOtherDoors(Config config) {
        config.getJetConfig().setEnabled(false);
        SerializationConfig serialization = config.getSerializationConfig();
        serialization.setJavaSerializationFilterConfig(exceptions());
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
    }

    /** What members send each other as Java objects, all else has a form of Hazelcast's: exceptions, and their parts. */
    private static JavaSerializationFilterConfig exceptions() {
        // Hazelcast's own list, which would be added to this one, has all that begins with java.
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist()
                .addPrefixes("com.hazelcast.", "java.lang.")
                .addClasses(
                        "[Ljava.lang.StackTraceElement;",
                        "java.io.EOFException",
                        "java.io.IOException",
                        "java.util.ArrayList",
                        "java.util.CollSer",
                        "java.util.Collections$EmptyList",
                        "java.util.ConcurrentModificationException",
                        "java.util.NoSuchElementException",
                        "java.util.concurrent.CancellationException",
                        "java.util.concurrent.CompletionException",
                        "java.util.concurrent.ExecutionException",
                        "java.util.concurrent.RejectedExecutionException",
                        "java.util.concurrent.TimeoutException");
        filter.getBlacklist().addPrefixes("java.lang.invoke.", "java.lang.reflect.");
        return filter;
    }

    private static void timings(Config config) {
        config.setProperty("hazelcast.heartbeat.interval.seconds", "2");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
        config.setProperty("hazelcast.connection.monitor.interval", "50");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        config.setProperty("hazelcast.mastership.claim.timeout.seconds", "30");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", "20");
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.operation.call.timeout.millis", "20000");
        config.setProperty("hazelcast.operation.backup.timeout.millis", "2000");
        config.setProperty("hazelcast.partition.migration.timeout", "3");
    }

    /** What a member says of itself; empty, and told to who reads the log, where that is no process of Parley's. */
    static Optional<Peer> peerOf(Map<String, String> attributes) {
        try {
            String[] id = attributes.getOrDefault(NODE, "").split("~", 2);
            String[] bus = attributes.getOrDefault(BUS, "").split(":(?=[0-9]+$)", 2);
            return Optional.of(new Peer(
                    new NodeId(id[0], id[1]), attributes, new NodeInfo(bus[0], Integer.parseInt(bus[1]), null)));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            LOG.atWarn()
                    .addKeyValue("attributes", attributes.keySet())
                    .log("a member does not say who it is: left out");
            return Optional.empty();
        }
    }
}
