package dev.parley.gateway.peer;

import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.Rendezvous;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The live gateways, as the membership names them: a hint, which each of them may see a little differently for a while.
 * Any thread.
 */
public final class Peers {
    private static final String SERVICE = "gateway";

    private final Backbone backbone;
    private volatile Map<NodeId, Peer> known = Map.of();

    public Peers(Backbone backbone) {
        this.backbone = backbone;
        backbone.onChange(this::look);
        look();
    }

    private void look() {
        Map<NodeId, Peer> now = new HashMap<>();
        backbone.attributes(SERVICE, Peer.ATTRIBUTE)
                .forEach((node, text) -> Peer.parse(text).ifPresent(peer -> now.put(node, peer)));
        known = Map.copyOf(now);
    }

    /** The gateway that a key belongs to; empty when that is this one. */
    public Optional<Peer> ownerOf(String key) {
        Map<NodeId, Peer> live = known;
        NodeId self = backbone.self();
        if (live.size() < 2 || !live.containsKey(self)) {
            return Optional.empty();
        }
        return Optional.ofNullable(Rendezvous.owner(key, live.keySet()))
                .filter(owner -> !owner.equals(self))
                .map(live::get);
    }

    /** All gateways but this one. */
    public List<Peer> others() {
        return known.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(backbone.self()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether a peer is still among them. */
    boolean isLive(Peer peer) {
        return known.containsValue(peer);
    }

    /** Whether this is the secret that only other gateways know; in the same time whatever is wrong with it. */
    boolean isOurs(String secret) {
        Peer self = known.get(backbone.self());
        return self != null
                && MessageDigest.isEqual(
                        self.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }
}
