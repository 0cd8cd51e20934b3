package dev.parley.gateway.broker;

import dev.parley.contracts.broker.Place;
import dev.parley.contracts.model.NodeId;
import dev.parley.platform.cluster.Backbone;
import dev.parley.platform.cluster.Rendezvous;
import java.util.HashSet;
import java.util.Set;

/** Which live gateway owns which place, as this one sees it just now. One context. */
final class Ownership {
    private final Backbone backbone;
    private Set<NodeId> gateways;
    private boolean leaving;

    Ownership(Backbone backbone) {
        this.backbone = backbone;
        this.gateways = Set.of(backbone.self());
    }

    /** Looks again who is there; whether that has changed. */
    boolean refresh() {
        Set<NodeId> now = new HashSet<>(backbone.nodes("gateway"));
        now.add(backbone.self());
        boolean changed = !now.equals(gateways);
        gateways = Set.copyOf(now);
        return changed;
    }

    /** From now on this gateway owns nothing, unless it is the only one. */
    void leave() {
        leaving = true;
    }

    boolean isLeaving() {
        return leaving;
    }

    NodeId self() {
        return backbone.self();
    }

    /** The live gateways, this one among them. */
    Set<NodeId> gateways() {
        return gateways;
    }

    NodeId ownerOf(Place place) {
        Set<NodeId> owners = gateways;
        if (leaving && gateways.size() > 1) {
            owners = new HashSet<>(gateways);
            owners.remove(self());
        }
        NodeId owner = Rendezvous.owner(place.path(), owners);
        return owner == null ? self() : owner;
    }

    boolean isMine(Place place) {
        return ownerOf(place).equals(self());
    }
}
