package dev.parley.presence.bus;

import dev.parley.contracts.bus.Addresses;
import dev.parley.contracts.bus.Bus;
import dev.parley.contracts.model.NodeId;
import dev.parley.contracts.presence.PresenceEvent;
import dev.parley.presence.app.Announcer;

/** Tells gateways over the backbone. */
public final class BusAnnouncer implements Announcer {
    private final Bus bus;

    public BusAnnouncer(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void tell(NodeId gateway, PresenceEvent event) {
        bus.tell(Addresses.gateway(gateway), event);
    }
}
