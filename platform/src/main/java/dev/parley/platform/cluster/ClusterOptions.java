package dev.parley.platform.cluster;

import dev.parley.platform.config.ConfigException;
import dev.parley.platform.config.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a process joins a cluster.
 *
 * @param host the own address: Hazelcast and the event bus bind to it and to nothing else
 * @param dns the headless service that lists the members, or empty
 * @param members the members as host:port, where there is no DNS name
 * @param tls the certificates of the event bus, or empty: then it is open to whoever reaches it
 */
public record ClusterOptions(
        String name,
        String host,
        int port,
        int busPort,
        Optional<String> dns,
        List<String> members,
        Duration joinWait,
        Optional<BusCertificates.Source> tls) {
    public ClusterOptions {
        members = List.copyOf(members);
    }

    /** Reads {@code PARLEY_CLUSTER_*} and {@code PARLEY_BUS_*}. */
    public static ClusterOptions of(Settings settings) {
        Optional<String> dns = settings.optional("PARLEY_CLUSTER_DNS").filter(name -> !name.isBlank());
        List<String> members = settings.list("PARLEY_CLUSTER_MEMBERS", "");
        if (dns.isEmpty() && members.isEmpty()) {
            throw new ConfigException("PARLEY_CLUSTER_DNS", "or PARLEY_CLUSTER_MEMBERS is required");
        }
        return new ClusterOptions(
                settings.text("PARLEY_CLUSTER_NAME", "parley"),
                settings.text("PARLEY_CLUSTER_HOST", "127.0.0.1"),
                settings.number("PARLEY_CLUSTER_PORT", 5701, 1, 65535),
                settings.number("PARLEY_BUS_PORT", 15701, 1, 65535),
                dns,
                members,
                Duration.ofSeconds(settings.number("PARLEY_CLUSTER_JOIN_SECONDS", 120, 1, 3600)),
                BusCertificates.Source.of(settings));
    }
}
