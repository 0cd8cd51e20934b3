package dev.parley.platform.cluster;

import dev.parley.contracts.model.NodeId;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Which of several processes a key belongs to, by highest random weight (Thaler and Ravishankar, 1998): all who know the
 * same processes agree, and a process that comes or goes moves only its own share.
 */
public final class Rendezvous {
    private Rendezvous() {}

    /** The owner of a key; null for no nodes. */
    public static @Nullable NodeId owner(String key, Set<NodeId> nodes) {
        return nodes.stream()
                .max(Comparator.comparingLong((NodeId node) -> weight(key, node))
                        .thenComparing(NodeId::value))
                .orElse(null);
    }

    private static long weight(String key, NodeId node) {
        CRC32C crc = new CRC32C();
        crc.update((node.value() + "#" + key).getBytes(StandardCharsets.UTF_8));
        // CRC alone is linear: neighbours would share owners. The finaliser of SplitMix64 spreads it.
        long z = crc.getValue() * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (z ^ (z >>> 31)) >>> 1;
    }
}
