package dev.parley.presence.domain;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.presence.PresenceEvent;
import java.util.Set;

/** An event, and the gateways that are to be told of it. */
public record Telling(Set<NodeId> watchers, PresenceEvent event) {
    public Telling {
        watchers = Set.copyOf(watchers);
    }
}
