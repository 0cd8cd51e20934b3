package dev.parley.presence.app;

import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.presence.PresenceEvent;

/** Tells gateways what happened. Best effort, in order for each gateway; a gateway that is gone is no error. */
public interface Announcer {
    void tell(NodeId gateway, PresenceEvent event);
}
